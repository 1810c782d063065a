"""What is kept of application's facts? The case while the applicant holds it."""

from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value


@value
class PickUpPoint:
    """Where the key is collected; it may differ from the issuing body."""

    name_zh: str
    name_en: str
    address_zh: str
    address_en: str


@value
class DraftOpened:
    """The case begins; its kind is fixed."""

    type: Literal["DraftOpened"] = "DraftOpened"
    number: str
    account_id: UUID
    enterprise_name: str
    credit_code: str
    kind: str
    earlier_key: str


@value
class SubmissionConfirmed:
    """The form revision is frozen."""

    type: Literal["SubmissionConfirmed"] = "SubmissionConfirmed"
    revision: int
    issuing_body: str
    licence_kinds: tuple[str, ...]
    login_name: str
    login_name_rule: str


@value
class ReissueDeclared:
    """The earlier key is lost or damaged."""

    type: Literal["ReissueDeclared"] = "ReissueDeclared"
    login_name: str
    earlier_key: str
    loss: str


@value
class ReissueEnded:
    """The reissue ended without a new key."""

    type: Literal["ReissueEnded"] = "ReissueEnded"
    login_name: str
    earlier_key: str
    loss: str


@value
class DocumentDownloaded:
    """A printed document of this revision was saved."""

    type: Literal["DocumentDownloaded"] = "DocumentDownloaded"
    revision: int
    document: str


@value
class FormReopened:
    """The form may be edited again, as this revision."""

    type: Literal["FormReopened"] = "FormReopened"
    revision: int


@value
class ScanUploaded:
    """A scan lies in a slot, unconfirmed."""

    type: Literal["ScanUploaded"] = "ScanUploaded"
    slot: str
    flags: tuple[str, ...]


@value
class MaterialsConfirmed:
    """The materials of this round are complete by the applicant's word."""

    type: Literal["MaterialsConfirmed"] = "MaterialsConfirmed"
    round: int
    revision: int
    issuing_body: str
    pick_up_point: PickUpPoint
    preference: str
    login_name: str
    policy_profile: str
    policy_version: str


@value
class WithdrawalRequested:
    """The applicant wants to withdraw."""

    type: Literal["WithdrawalRequested"] = "WithdrawalRequested"


@value
class CaseWithdrawn:
    """The case ended by the applicant's wish."""

    type: Literal["CaseWithdrawn"] = "CaseWithdrawn"


@value
class WithdrawalDeclined:
    """The key existed before the request arrived."""

    type: Literal["WithdrawalDeclined"] = "WithdrawalDeclined"


@value
class CaseLapsed:
    """Nobody acted on the case for too long while the applicant held it."""

    type: Literal["CaseLapsed"] = "CaseLapsed"


ApplicationStep: TypeAlias = (
    DraftOpened
    | SubmissionConfirmed
    | ReissueDeclared
    | ReissueEnded
    | DocumentDownloaded
    | FormReopened
    | ScanUploaded
    | MaterialsConfirmed
    | WithdrawalRequested
    | CaseWithdrawn
    | WithdrawalDeclined
    | CaseLapsed
)
