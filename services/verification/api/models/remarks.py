"""What is shown of remarks, to whoever may read them?"""

from datetime import datetime

from pydantic import BaseModel

from chassis.messages import Erased
from services.verification.api.models.refusals import RefusalWords, refusal_words
from services.verification.decider.states import FinallyRefused, Judgement
from services.verification.values import (
    REASONS,
    ReasonCode,
    Remarks,
    Stage,
)


class RemarkedItem(BaseModel):
    """`remark` is null once its person was erased."""

    item: str
    reason_code: ReasonCode
    zh: str
    en: str
    remark: str | None


class RoundRemarks(BaseModel):
    """What one failed decision wants corrected; or, with no findings, the final refusal."""

    stage: Stage
    round: int
    failed_at: datetime
    findings: list[RemarkedItem]
    refusal: RefusalWords | None = None


def round_remarks(judgement: Judgement) -> RoundRemarks:
    match judgement.remarks:
        case Remarks():
            texts: list[str | None] = list(judgement.remarks.texts)
        case Erased():
            texts = [None] * len(judgement.failed)
    findings = [
        RemarkedItem(
            item=f.item, reason_code=f.reason_code, zh=REASONS[f.reason_code].zh, en=REASONS[f.reason_code].en, remark=text
        )
        for f, text in zip(judgement.failed, texts, strict=True)
    ]
    return RoundRemarks(stage=judgement.stage, round=judgement.round, failed_at=judgement.at, findings=findings)


def final_remarks(state: FinallyRefused) -> RoundRemarks:
    return RoundRemarks(
        stage=state.stage,
        round=state.materials.round,
        failed_at=state.at,
        findings=[],
        refusal=refusal_words(state.proposal),
    )
