"""What is sent to verification? Nothing unknown, nothing converted, everything bounded."""

from pydantic import BaseModel, ConfigDict, Field

from services.verification.values import (
    Finding,
    ReasonCode,
    RefusalReason,
    RefusalText,
)

ITEM_LENGTH = 80
REMARK_LENGTH = 2000
MANY = 100


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class UnderClaim(Body):
    """An act at the desk, under the number of one's claim."""

    fence: int = Field(ge=1, le=2**53)


class Checks(UnderClaim):
    items: list[str] = Field(min_length=1, max_length=MANY)


class FindingBody(Body):
    item: str = Field(min_length=1, max_length=ITEM_LENGTH)
    reason_code: ReasonCode
    remark: str = Field(min_length=1, max_length=REMARK_LENGTH)


class Failure(UnderClaim):
    findings: list[FindingBody] = Field(max_length=MANY)

    def said(self) -> tuple[Finding, ...]:
        return tuple(Finding(item=f.item, reason_code=f.reason_code, remark=f.remark) for f in self.findings)


class ProposalBody(UnderClaim):
    """What is missing is told by the rule, so that the officer reads which of the two texts it is."""

    reason_code: RefusalReason
    remark: str = Field(default="", max_length=REMARK_LENGTH)
    appeal: str = Field(default="", max_length=REMARK_LENGTH)

    def said(self) -> RefusalText:
        return RefusalText(remark=self.remark, appeal=self.appeal)


class Decision(Body):
    """`proposal` as it was read; without it the one that stands."""

    proposal: int | None = Field(default=None, ge=1, le=2**53)


class TransferBody(Body):
    body: str = Field(min_length=1, max_length=40)
