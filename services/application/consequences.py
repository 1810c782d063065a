"""What else of this service must be decided in the same unit?"""

from collections.abc import Sequence

from services.application.commands import Command
from services.application.commands.names import HoldName, IssueName, ReleaseName
from services.application.commands.open_keys import ClaimKey, UnclaimKey
from services.application.commands.slots import BeginCase, FreeSlot, ReceiveKey, TakeSlot, TurnSlotIntoKey
from services.application.events import Event
from services.application.events.account import AccountRecognised
from services.application.events.case import (
    CaseApproved,
    CaseCompleted,
    CaseWithdrawn,
    DocumentDownloaded,
    DocumentPrinted,
    DraftOpened,
    FormFilled,
    FormReopened,
    KeyIssued,
    LoginNameAdopted,
    LoginNameAssigned,
    LoginNameRetained,
    MaterialsConfirmed,
    MaterialsReturned,
    MaterialsVerified,
    ReissueDeclared,
    ReissueEnded,
    RequirementsShown,
    ScanUploaded,
    SubmissionConfirmed,
    WithdrawalDeclined,
    WithdrawalRequested,
)
from services.application.events.names import NameHeld, NameIssued, NameReleased
from services.application.events.open_keys import KeyClaimed, KeyUnclaimed
from services.application.events.reading import FormRead, ScanRead
from services.application.events.slots import (
    CaseBegun,
    KeyReceived,
    SlotBecameKey,
    SlotFreed,
    SlotInherited,
    SlotTaken,
)


def follow(event: Event) -> Sequence[Command]:
    """Claims move with the case, or the case does not move."""
    match event:
        case DraftOpened():
            return begin(event)
        case LoginNameAssigned():
            return [_hold_assigned(event), *_release(event.released, event)]
        case LoginNameAdopted():
            return [_hold_adopted(event), *_release(event.released, event)]
        case LoginNameRetained():
            return [_hold_retained(event)]
        case SubmissionConfirmed():
            return [take_slot(event)]
        case KeyIssued():
            return issue(event)
        case CaseCompleted():
            return complete(event)
        case CaseWithdrawn():
            return give_back(event)
        case FormFilled() | RequirementsShown() | ReissueDeclared() | ReissueEnded() | DocumentPrinted() | DocumentDownloaded():
            return []
        case FormReopened() | ScanUploaded() | MaterialsConfirmed() | MaterialsVerified() | MaterialsReturned():
            return []
        case CaseApproved() | WithdrawalRequested() | WithdrawalDeclined() | AccountRecognised() | FormRead() | ScanRead():
            return []
        case CaseBegun() | SlotTaken() | SlotInherited() | SlotFreed() | SlotBecameKey() | KeyReceived():
            return []
        case NameHeld() | NameReleased() | NameIssued() | KeyClaimed() | KeyUnclaimed():
            return []


def begin(event: DraftOpened) -> Sequence[Command]:
    """A case about a key claims the key; any other wants a key of its own."""
    if event.earlier is not None:
        return [ClaimKey(earlier_key=event.earlier.key, case_id=event.case_id, at=event.opened_at)]
    return [
        BeginCase(
            account_id=event.account_id,
            case_id=event.case_id,
            kind=event.kind,
            live_keys=event.live_keys,
            at=event.opened_at,
        )
    ]


def _hold_assigned(event: LoginNameAssigned) -> HoldName:
    return HoldName(
        name=event.login.name, case_id=event.case_id, account_id=event.account_id, rule="assigned", at=event.assigned_at
    )


def _hold_adopted(event: LoginNameAdopted) -> HoldName:
    return HoldName(
        name=event.login.name, case_id=event.case_id, account_id=event.account_id, rule="adopted", at=event.adopted_at
    )


def _hold_retained(event: LoginNameRetained) -> HoldName:
    return HoldName(
        name=event.login.name, case_id=event.case_id, account_id=event.account_id, rule="retained", at=event.retained_at
    )


def _release(name: str, event: LoginNameAssigned | LoginNameAdopted) -> Sequence[Command]:
    at = event.assigned_at if isinstance(event, LoginNameAssigned) else event.adopted_at
    return [ReleaseName(name=name, case_id=event.case_id, at=at)] if name else []


def take_slot(event: SubmissionConfirmed) -> TakeSlot:
    """Refused beyond the limit, and with it the submission."""
    return TakeSlot(
        account_id=event.account_id,
        case_id=event.case_id,
        earlier_key=event.earlier_key,
        live_keys=event.live_keys,
        limit=event.rules.key_limit,
        at=event.confirmed_at,
    )


def issue(event: KeyIssued) -> Sequence[Command]:
    """The slot holds the key, the key has the name, other names of the case go back."""
    return [
        TurnSlotIntoKey(
            account_id=event.account_id,
            case_id=event.case_id,
            key=event.certificate_serial,
            login_name=event.login_name,
            expires_at=event.expires_at,
            at=event.issued_at,
        ),
        IssueName(name=event.login_name, case_id=event.case_id, at=event.issued_at),
        *(ReleaseName(name=name, case_id=event.case_id, at=event.issued_at) for name in event.unused_names),
    ]


def complete(event: CaseCompleted) -> Sequence[Command]:
    """The key may be lost from now on; nothing is open about the earlier one."""
    received = ReceiveKey(account_id=event.account_id, case_id=event.case_id, at=event.completed_at)
    return [received, *_unclaim(event.earlier_key, event)]


def give_back(event: CaseWithdrawn) -> Sequence[Command]:
    """Slot, names and the claim on the earlier key."""
    return [
        FreeSlot(account_id=event.account_id, case_id=event.case_id, at=event.withdrawn_at),
        *(ReleaseName(name=name, case_id=event.case_id, at=event.withdrawn_at) for name in event.names),
        *_unclaim(event.earlier_key, event),
    ]


def _unclaim(earlier_key: str, event: CaseCompleted | CaseWithdrawn) -> Sequence[Command]:
    at = event.completed_at if isinstance(event, CaseCompleted) else event.withdrawn_at
    return [UnclaimKey(earlier_key=earlier_key, case_id=event.case_id, at=at)] if earlier_key else []
