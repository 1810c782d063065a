"""What do the two desks speak of? Cases, materials, items, ticks, findings, refusals, and the reasons for either."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID, uuid5

from chassis.messages import value

Stage: TypeAlias = Literal["verification", "review"]
CaseKind: TypeAlias = Literal["first", "additional", "reissue", "renewal", "change", "unlock", "cancel"]
Loss: TypeAlias = Literal["lost", "damaged"]
ReasonCode: TypeAlias = Literal[
    "illegible",
    "expired",
    "name_differs",
    "signature_missing",
    "signature_not_authorised_users",
    "seal_missing",
    "wrong_document",
    "old_revision",
    "incomplete",
    "waiver_unfounded",
    "other",
]
RefusalReason: TypeAlias = Literal["forged_material", "false_statement", "not_eligible", "prohibited", "other"]

TASKS = UUID("0f0f4d4e-6f52-4f0c-8c39-5f5f7c0d2a11")


@value
class Reason:
    """Why an item fails or a case is refused, as people read it."""

    zh: str
    en: str


REASONS: Mapping[ReasonCode, Reason] = {
    "illegible": Reason(zh="无法辨认", en="cannot be read"),
    "expired": Reason(zh="已过有效期", en="expired"),
    "name_differs": Reason(zh="名称不一致", en="the name differs"),
    "signature_missing": Reason(zh="缺少签字", en="the signature is missing"),
    "signature_not_authorised_users": Reason(zh="并非授权用户本人签字", en="the signature is not the authorised user's"),
    "seal_missing": Reason(zh="缺少公章", en="the company seal is missing"),
    "wrong_document": Reason(zh="材料种类不符", en="this is another document"),
    "old_revision": Reason(zh="材料对应旧版表格", en="it belongs to an older revision of the form"),
    "incomplete": Reason(zh="内容不完整", en="incomplete"),
    "waiver_unfounded": Reason(zh="免交理由不成立", en="the reason for the waiver does not hold"),
    "other": Reason(zh="其他（见备注）", en="other (see the remark)"),
}
REFUSAL_REASONS: Mapping[RefusalReason, Reason] = {
    "forged_material": Reason(zh="材料系伪造", en="material is forged"),
    "false_statement": Reason(zh="申报内容不实", en="a statement is false"),
    "not_eligible": Reason(zh="不符合办理条件", en="the enterprise is not eligible"),
    "prohibited": Reason(zh="法律法规禁止办理", en="the law forbids it"),
    "other": Reason(zh="其他（见备注）", en="other (see the remark)"),
}


@value
class Item:
    """One thing both desks check: `form:<section>`, `slot:<slot>` or `waiver:<slot>`; `fingerprint` changes with its content."""

    item: str
    fingerprint: str
    reason: str = ""
    zh: str = ""
    en: str = ""
    clause: str = ""
    flags: tuple[str, ...] = ()


@value
class Case:
    """The case as the applicant confirmed it in a round; names no person. `policy_version` is the one the case pinned."""

    case_id: UUID
    application_number: str
    account_id: UUID
    enterprise_name: str
    credit_code: str
    kind: CaseKind
    issuing_body: str
    licence_kinds: tuple[str, ...]
    login_name: str
    policy_profile: str
    policy_version: str
    earlier_key: str = ""
    loss: Loss | None = None


@value
class Materials:
    """What one round lays on the desks. `enterprise_persons` may not decide on it; the first is whom the remarks are about."""

    case: Case
    round: int
    revision: int
    items: tuple[Item, ...]
    enterprise_persons: tuple[UUID, ...]


@value
class Officer:
    """Somebody of a body: the person (not the account) is who judges; `stages` follow from the roles, a supervisor has none."""

    person_id: UUID
    account_id: UUID
    body: str
    stages: frozenset[Stage]


@value
class Closing:
    """From this day (in Shanghai) the body's cases are the successor's."""

    closes_on: date
    successor: str


@value
class FailedItem:
    """An item that must be corrected, and why, without the remark."""

    item: str
    reason_code: ReasonCode


@value
class Finding:
    """An item that must be corrected, why, and the remark that people wrote about it (personal)."""

    item: str
    reason_code: ReasonCode
    remark: str


@value
class RefusalText:
    """What the applicant reads of a final refusal: why, and how to appeal against it (personal)."""

    remark: str
    appeal: str


@value
class Remarks:
    """The remark texts of a failed decision, in the order of its failed items."""

    texts: tuple[str, ...]


def task_id(case_id: UUID, stage: Stage, round: int) -> UUID:
    """Each stage of each round is a task of its own."""
    return uuid5(TASKS, f"{case_id}/{round}/{stage}")


def other(stage: Stage) -> Stage:
    """The desk that must be somebody else's."""
    return "review" if stage == "verification" else "verification"
