"""What becomes of a case when a desk, production or delivery has spoken?"""

from collections.abc import Sequence
from dataclasses import replace

from chassis.decider import Refused
from services.application.commands.case import (
    ApproveCase,
    ChangeIssuingBody,
    CompleteCase,
    DeskCommand,
    PassVerification,
    RecordIssue,
    ReturnMaterials,
)
from services.application.decider.case.reopening import reopened_sections, reopened_slots
from services.application.decider.case.states import (
    AtDesk,
    Completed,
    Confirmed,
    Correcting,
    Dossier,
    Draft,
    Ended,
    NotOpened,
    Produced,
    State,
    Uploading,
    Withdrawing,
    unfit,
)
from services.application.decider.case.withdrawing import end
from services.application.events.case import (
    CaseApproved,
    CaseCompleted,
    CaseEvent,
    IssuingBodyChanged,
    KeyIssued,
    MaterialsReturned,
    MaterialsVerified,
    WithdrawalDeclined,
)


def decide(command: DeskCommand, state: State) -> Sequence[CaseEvent]:
    """The table of what the others decided. A fact about an older round is nothing; one that comes too early is refused, and tried again."""
    match command, state:
        case PassVerification() | ReturnMaterials() | ApproveCase() | RecordIssue() | CompleteCase(), NotOpened():
            raise unfit(state)
        case PassVerification() | ReturnMaterials() | ApproveCase(), Draft() | Confirmed() | Uploading() | Correcting():
            return nothing_of_an_older_round(command, state.dossier)
        case PassVerification(), AtDesk() | Withdrawing():
            return pass_verification(command, state)
        case ReturnMaterials(), AtDesk():
            return return_materials(command, state.dossier)
        case ReturnMaterials(), Withdrawing():
            return end(state.dossier, command.at) if command.round == state.dossier.round else []
        case ApproveCase(), AtDesk() | Withdrawing():
            return approve(command, state)
        case PassVerification() | ReturnMaterials() | ApproveCase(), Produced() | Completed() | Ended():
            return []
        case RecordIssue(), AtDesk():
            return [] if command.certificate_serial in state.dossier.voided else [issue(command, state.dossier)]
        case RecordIssue(), Produced() | Withdrawing():
            return [] if _issued_already(command, state) else [issue(command, state.dossier)]
        case RecordIssue(), Completed():
            return nothing_but_its_own_key(command.certificate_serial, state)
        case RecordIssue(), Ended():
            return nothing_but_its_own_key(command.certificate_serial, state)
        case RecordIssue(), Draft() | Confirmed() | Uploading() | Correcting():
            raise unfit(state)
        case CompleteCase(), Produced():
            return complete(command, state.dossier)
        case CompleteCase(), Withdrawing():
            return complete_withdrawing(command, state)
        case CompleteCase(), Completed():
            return nothing_but_its_own_key(command.certificate_serial, state)
        case CompleteCase(), Draft() | Confirmed() | Uploading() | Correcting() | AtDesk() | Ended():
            raise unfit(state)
        case ChangeIssuingBody(), Draft() | Confirmed() | Uploading() | Correcting() | AtDesk() | Withdrawing() | Produced():
            return change_body(command, state.dossier)
        case ChangeIssuingBody(), Completed() | Ended():
            return []
        case ChangeIssuingBody(), NotOpened():
            raise unfit(state)


def nothing_of_an_older_round(command: PassVerification | ReturnMaterials | ApproveCase, dossier: Dossier) -> Sequence[CaseEvent]:
    """What a desk said of a round that is over changes nothing."""
    if command.round > dossier.round:
        raise Refused("round_unknown", zh="此轮材料尚未确认", en="the materials of this round are not confirmed")
    return []


def pass_verification(command: PassVerification, state: AtDesk | Withdrawing) -> Sequence[CaseEvent]:
    """The case is at the provider from now on."""
    if command.round != state.dossier.round or state.stage != "verification":
        return []
    return [MaterialsVerified(case_id=command.case_id, round=command.round, verified_at=command.at)]


def return_materials(command: ReturnMaterials, dossier: Dossier) -> Sequence[CaseEvent]:
    """Only what failed is open again, with what depends on it (`docs/domain.md §6`); an open section begins the next revision."""
    if command.round != dossier.round:
        return []
    sections = reopened_sections(command.failed)
    return [
        MaterialsReturned(
            case_id=command.case_id,
            stage=command.stage,
            round=command.round,
            failed=command.failed,
            slots=reopened_slots(command.failed, sections),
            sections=sections,
            revision=dossier.revision + 1 if sections else dossier.revision,
            returned_at=command.at,
        )
    ]


def approve(command: ApproveCase, state: AtDesk | Withdrawing) -> Sequence[CaseEvent]:
    """Both desks passed this round."""
    if command.round != state.dossier.round or state.stage == "production":
        return []
    return [CaseApproved(case_id=command.case_id, round=command.round, approved_at=command.at)]


def issue(command: RecordIssue, dossier: Dossier) -> KeyIssued:
    """A key carries the login name of the case from now on."""
    return KeyIssued(
        case_id=command.case_id,
        account_id=dossier.opened.account_id,
        certificate_serial=command.certificate_serial,
        login_name=command.login_name,
        unused_names=tuple(name for name in dossier.names if name != command.login_name),
        expires_at=command.expires_at,
        issued_at=command.at,
        attempt=command.attempt,
    )


def _issued_already(command: RecordIssue, state: Produced | Withdrawing) -> bool:
    known = state.dossier.voided
    return command.certificate_serial in (*known, *((state.issued.certificate_serial,) if state.issued else ()))


def nothing_but_its_own_key(certificate_serial: str, state: Completed | Ended) -> Sequence[CaseEvent]:
    """A repeat is nothing; another key for a completed case is somebody's error."""
    if state.issued is None or state.issued.certificate_serial != certificate_serial:
        raise unfit(state)
    return []


def complete(command: CompleteCase, dossier: Dossier) -> Sequence[CaseEvent]:
    """The enterprise has its key; an end of it that was heard before its receipt counts from now on."""
    earlier = dossier.opened.earlier
    received = CaseCompleted(
        case_id=command.case_id,
        account_id=dossier.opened.account_id,
        certificate_serial=command.certificate_serial,
        earlier_key=earlier.key if earlier else "",
        completed_at=command.at,
    )
    ends = (replace(e, received=True) for e in dossier.ended if e.certificate_serial == command.certificate_serial)
    return [received, *ends]


def change_body(command: ChangeIssuingBody, dossier: Dossier) -> Sequence[CaseEvent]:
    """Only a case that lies with the body that closed (`docs/states.md §7` 22)."""
    if dossier.filled is None or dossier.filled.issuing_body != command.former_body:
        return []
    return [
        IssuingBodyChanged(case_id=command.case_id, former_body=command.former_body, body=command.body, changed_at=command.at)
    ]


def complete_withdrawing(command: CompleteCase, state: Withdrawing) -> Sequence[CaseEvent]:
    """The key was received before production's refusal was heard: the receipt itself answers the request."""
    if state.issued is None:
        raise unfit(state)
    declined = WithdrawalDeclined(
        case_id=command.case_id, application_number=state.dossier.opened.application_number, declined_at=command.at
    )
    return [declined, *complete(command, state.dossier)]
