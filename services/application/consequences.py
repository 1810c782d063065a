"""What else of this service must be decided in the same unit?"""

from collections.abc import Sequence

from services.application.commands import Command
from services.application.commands.account import CloseCase, NoteCase
from services.application.commands.case import AbandonCase, EndCertificate
from services.application.commands.keys import RecordKey
from services.application.commands.names import EndName, HoldName, IssueName, ReclaimName, ReleaseName
from services.application.commands.open_keys import ClaimKey, UnclaimKey
from services.application.commands.slots import AwaitKey, BeginCase, FreeKeySlot, FreeSlot, ReceiveKey, TakeSlot, TurnSlotIntoKey
from services.application.decider.case.instants import happened_at
from services.application.events import Event
from services.application.events.account import AccountRecognised, AccountReleased, CaseClosed, CaseNoted
from services.application.events.case import (
    CaseApproved,
    CaseCompleted,
    CaseLapsed,
    CaseRefused,
    CaseUnclaimed,
    CaseWithdrawn,
    CertificateEnded,
    DocumentDownloaded,
    DocumentPrinted,
    DraftOpened,
    FormFilled,
    FormReopened,
    IssuingBodyChanged,
    KeyIssued,
    KeyVoided,
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
from services.application.events.keys import KeyEnded, KeyRecorded
from services.application.events.names import NameEnded, NameHeld, NameIssued, NameReleased
from services.application.events.open_keys import KeyClaimed, KeyUnclaimed
from services.application.events.reading import FormRead, ScanRead
from services.application.events.slots import (
    CaseBegun,
    KeyReceived,
    KeySlotFreed,
    SlotAwaitsKey,
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
        case CaseWithdrawn() | CaseLapsed() | CaseRefused():
            return give_back(event)
        case CaseUnclaimed():
            return end_unclaimed(event)
        case KeyVoided():
            return await_next(event)
        case CertificateEnded():
            return end_key(event) if event.received else []
        case KeyEnded():
            return tell_its_case(event)
        case AccountReleased():
            return [AbandonCase(case_id=case_id, at=event.released_at) for case_id in event.open_cases]
        case FormFilled() | RequirementsShown() | ReissueDeclared() | ReissueEnded() | DocumentPrinted() | DocumentDownloaded():
            return []
        case FormReopened() | ScanUploaded() | MaterialsConfirmed() | MaterialsVerified() | MaterialsReturned():
            return []
        case CaseApproved() | WithdrawalRequested() | WithdrawalDeclined() | AccountRecognised() | FormRead() | ScanRead():
            return []
        case CaseBegun() | SlotTaken() | SlotInherited() | SlotFreed() | SlotBecameKey() | KeyReceived():
            return []
        case SlotAwaitsKey() | KeySlotFreed() | NameEnded() | KeyRecorded() | CaseNoted() | CaseClosed() | IssuingBodyChanged():
            return []
        case NameHeld() | NameReleased() | NameIssued() | KeyClaimed() | KeyUnclaimed():
            return []


def begin(event: DraftOpened) -> Sequence[Command]:
    """Only an active account; a case about a key claims the key, any other wants a key of its own."""
    noted = NoteCase(account_id=event.account_id, case_id=event.case_id, at=event.opened_at)
    if event.earlier is not None:
        return [noted, ClaimKey(earlier_key=event.earlier.key, case_id=event.case_id, at=event.opened_at)]
    return [
        noted,
        BeginCase(
            account_id=event.account_id,
            case_id=event.case_id,
            kind=event.kind,
            live_keys=event.live_keys,
            at=event.opened_at,
        ),
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
        RecordKey(key=event.certificate_serial, case_id=event.case_id, at=event.issued_at),
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
    return [ReceiveKey(account_id=event.account_id, case_id=event.case_id, at=event.completed_at), *_closed(event)]


def give_back(event: CaseWithdrawn | CaseLapsed | CaseRefused) -> Sequence[Command]:
    """Slot, names and the claim on the earlier key."""
    at = happened_at(event)
    return [
        *_end_attempt(event),
        FreeSlot(account_id=event.account_id, case_id=event.case_id, at=at),
        *(ReleaseName(name=name, case_id=event.case_id, at=at) for name in event.names),
        *_closed(event),
    ]


def _end_attempt(event: CaseWithdrawn | CaseLapsed | CaseRefused) -> Sequence[Command]:
    if not isinstance(event, CaseWithdrawn) or not event.certificate_serial:
        return []
    at, serial = event.withdrawn_at, event.certificate_serial
    return [
        FreeKeySlot(account_id=event.account_id, key=serial, how="revoked", at=at),
        *(EndName(name=name, case_id=event.case_id, at=at) for name in event.names),
    ]


def end_unclaimed(event: CaseUnclaimed) -> Sequence[Command]:
    """The key goes back: nothing stands in its slot, its name is nobody's or its enterprise's only."""
    at = event.unclaimed_at
    return [
        FreeKeySlot(account_id=event.account_id, key=event.certificate_serial, how="revoked", at=at),
        EndName(name=event.login_name, case_id=event.case_id, at=at),
        *_closed(event),
    ]


def await_next(event: KeyVoided) -> Sequence[Command]:
    """Slot and name stay with the case."""
    return [
        AwaitKey(account_id=event.account_id, case_id=event.case_id, key=event.certificate_serial, at=event.voided_at),
        ReclaimName(name=event.login_name, case_id=event.case_id, at=event.voided_at),
    ]


def end_key(event: CertificateEnded) -> Sequence[Command]:
    """The slot is free; the name of an expired key stays with it for a renewal (`docs/domain.md §2`)."""
    at = event.ended_at
    freed = FreeKeySlot(account_id=event.account_id, key=event.certificate_serial, how=event.how, at=at)
    return [freed, *([EndName(name=event.login_name, case_id=event.case_id, at=at)] if event.how == "revoked" else [])]


def tell_its_case(event: KeyEnded) -> Sequence[Command]:
    """The case that made the key knows whether it was received."""
    if event.case_id is None:
        return []
    return [EndCertificate(case_id=event.case_id, certificate_serial=event.key, how=event.how, at=event.ended_at)]


def _closed(event: CaseCompleted | CaseWithdrawn | CaseLapsed | CaseRefused | CaseUnclaimed) -> Sequence[Command]:
    at = happened_at(event)
    closed = CloseCase(account_id=event.account_id, case_id=event.case_id, at=at)
    if not event.earlier_key:
        return [closed]
    return [closed, UnclaimKey(earlier_key=event.earlier_key, case_id=event.case_id, at=at)]
