"""In which state can a case be, and what is known of it there?"""

from datetime import datetime
from typing import Literal, TypeAlias

from chassis.decider import Refused
from chassis.messages import value
from services.application.events.case import (
    CertificateEnded,
    DocumentPrinted,
    DraftOpened,
    FormFilled,
    KeyIssued,
    ScanUploaded,
    SubmissionConfirmed,
)
from services.application.policies.rules import Rules
from services.application.values.codes import Desk, Document, Section, Slot, Stage
from services.application.values.form import Item, LoginName

End: TypeAlias = Literal["withdrawn", "lapsed", "refused", "unclaimed"]


@value
class Correction:
    """What a desk sent back: only these slots and form sections may be changed."""

    stage: Desk
    round: int
    failed: tuple[str, ...]
    slots: tuple[Slot, ...]
    sections: tuple[Section, ...]


@value
class Filed:
    """The materials of one round as they were confirmed: what the desks see."""

    round: int
    revision: int
    filled: FormFilled
    login: LoginName
    scans: tuple[ScanUploaded, ...]
    items: tuple[Item, ...]
    confirmed_at: datetime


@value
class Dossier:
    """Everything that was put together for a case.

    `scans` holds the last upload of each slot; `names` every login name the case holds, `login` the one that counts,
    `assigned` the one that "Get Login Name" gave; `rules` are those
    last shown, `pinned` those of the first Confirm Upload; `round` counts confirmed rounds; `filed` is the last one, `verified` the
    last one that passed verification; `voided` are certificates of attempts that failed, `ended` those heard to be revoked or expired;
    `acted_at` is when something last happened to the case.
    """

    opened: DraftOpened
    revision: int = 1
    filled: FormFilled | None = None
    login: LoginName | None = None
    assigned: LoginName | None = None
    names: tuple[str, ...] = ()
    submitted: SubmissionConfirmed | None = None
    reissue_declared: bool = False
    rules: Rules | None = None
    pinned: Rules | None = None
    printed: tuple[DocumentPrinted, ...] = ()
    downloaded: tuple[Document, ...] = ()
    scans: tuple[ScanUploaded, ...] = ()
    round: int = 0
    correction: Correction | None = None
    filed: Filed | None = None
    verified: Filed | None = None
    voided: tuple[str, ...] = ()
    ended: tuple[CertificateEnded, ...] = ()
    acted_at: datetime | None = None

    def scan_in(self, slot: str, page: int = 1) -> ScanUploaded | None:
        """The last upload of a slot."""
        return next((scan for scan in self.scans if scan.slot == slot and scan.page == page), None)

    def pages_of(self, slot: str) -> tuple[ScanUploaded, ...]:
        """The last uploads of a slot, page by page."""
        return tuple(sorted((scan for scan in self.scans if scan.slot == slot), key=lambda scan: scan.page))

    def printed_now(self, document: Document) -> DocumentPrinted | None:
        """The document of the present revision, if it was printed."""
        return next((p for p in self.printed if p.document == document and p.revision == self.revision), None)


@value
class NotOpened:
    """There is no such case."""


@value
class Draft:
    """The form is being filled in: for the first time, again, or in a correction."""

    dossier: Dossier


@value
class Confirmed:
    """The form is frozen; its two documents wait to be downloaded."""

    dossier: Dossier


@value
class Uploading:
    """Both documents of this revision were downloaded; scans are uploaded."""

    dossier: Dossier


@value
class Correcting:
    """A desk failed the last round; what it named is uploaded anew."""

    dossier: Dossier


@value
class AtDesk:
    """A desk or production holds the case: form and scans are locked."""

    dossier: Dossier
    stage: Stage


@value
class Withdrawing:
    """The applicant asked to withdraw while somebody else held the case."""

    dossier: Dossier
    stage: Stage
    issued: KeyIssued | None = None


@value
class Produced:
    """The case has a key that the enterprise does not have yet."""

    dossier: Dossier
    issued: KeyIssued


@value
class Completed:
    """The enterprise has the key."""

    dossier: Dossier
    issued: KeyIssued


@value
class Ended:
    """It is over without a key; `issued` is the one that nobody claimed."""

    dossier: Dossier
    end: End
    issued: KeyIssued | None = None


State: TypeAlias = NotOpened | Draft | Confirmed | Uploading | Correcting | AtDesk | Withdrawing | Produced | Completed | Ended
Known: TypeAlias = Draft | Confirmed | Uploading | Correcting | AtDesk | Withdrawing | Produced | Completed | Ended

_STAGE_NAMES = {"verification": "verifying", "review": "reviewing", "production": "producing"}
_SAID = {
    "draft": ("草稿", "a draft"),
    "confirmed": ("已确认提交，表格已锁定", "confirmed, its form is frozen"),
    "uploading": ("待上传材料", "waiting for scans"),
    "correcting": ("待更正", "being corrected"),
    "verifying": ("初审中", "being verified"),
    "reviewing": ("复审中", "being reviewed"),
    "producing": ("制作中", "being produced"),
    "withdrawing": ("撤回处理中", "being withdrawn"),
    "produced": ("钥匙已制作", "produced"),
    "completed": ("已完成", "completed"),
    "withdrawn": ("已撤回", "withdrawn"),
    "lapsed": ("因逾期未办理而失效", "lapsed: nobody acted on it for too long"),
    "refused": ("已被最终驳回", "refused for good"),
    "unclaimed": ("逾期未领取，已终止", "ended: nobody collected the key"),
}


def name_of(state: Known) -> str:
    """The stable word for a state."""
    match state:
        case Draft():
            return "draft"
        case Confirmed():
            return "confirmed"
        case Uploading():
            return "uploading"
        case Correcting():
            return "correcting"
        case AtDesk():
            return _STAGE_NAMES[state.stage]
        case Withdrawing():
            return "withdrawing"
        case Produced():
            return "produced"
        case Completed():
            return "completed"
        case Ended():
            return state.end


def unfit(state: State) -> Refused:
    """The wish does not fit the state: `case_is_draft`, `case_is_verifying`, …; an unopened case is `case_unknown`."""
    if isinstance(state, NotOpened):
        return Refused("case_unknown", zh="没有这项申请", en="there is no such application")
    name = name_of(state)
    zh, en = _SAID[name]
    return Refused(
        f"case_is_{name}", zh=f"申请目前处于：{zh}，不能执行此操作", en=f"the application is {en}: this cannot be done now"
    )
