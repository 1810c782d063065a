"""What do we tell the others of what happened here?"""

from chassis.published import Announcement
from contracts import application
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
from services.application.values.form import Item


def announce(event: Event) -> Announcement | None:
    """Nothing personal leaves; claims, answers, prints and readings stay here."""
    match event:
        case DraftOpened():
            return opened(event)
        case SubmissionConfirmed():
            return submitted(event)
        case ReissueDeclared():
            return declared(event)
        case ReissueEnded():
            return reissue_ended(event)
        case DocumentDownloaded():
            return downloaded(event)
        case FormReopened():
            return application.FormReopened(case_id=event.case_id, revision=event.revision, reopened_at=event.reopened_at)
        case ScanUploaded():
            return uploaded(event)
        case MaterialsConfirmed():
            return confirmed(event)
        case WithdrawalRequested():
            return requested(event)
        case CaseWithdrawn():
            return withdrawn(event)
        case WithdrawalDeclined():
            return declined(event)
        case CaseLapsed():
            return lapsed(event)
        case CaseRefused() | CaseUnclaimed() | IssuingBodyChanged() | KeyVoided() | CertificateEnded():
            return None
        case FormFilled() | LoginNameAssigned() | LoginNameAdopted() | LoginNameRetained() | RequirementsShown():
            return None
        case DocumentPrinted() | MaterialsVerified() | MaterialsReturned() | CaseApproved() | KeyIssued() | CaseCompleted():
            return None
        case AccountRecognised() | FormRead() | ScanRead() | KeyClaimed() | KeyUnclaimed():
            return None
        case CaseBegun() | SlotTaken() | SlotInherited() | SlotFreed() | SlotBecameKey() | KeyReceived():
            return None
        case NameHeld() | NameReleased() | NameIssued() | NameEnded() | SlotAwaitsKey() | KeySlotFreed():
            return None
        case KeyRecorded() | KeyEnded() | CaseNoted() | CaseClosed() | AccountReleased():
            return None


def opened(event: DraftOpened) -> application.DraftOpened:
    """A case begins."""
    return application.DraftOpened(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        enterprise_name=event.enterprise_name,
        credit_code=event.credit_code,
        kind=event.kind,
        earlier_key=event.earlier.key if event.earlier else "",
        opened_at=event.opened_at,
    )


def submitted(event: SubmissionConfirmed) -> application.SubmissionConfirmed:
    """The revision is frozen."""
    return application.SubmissionConfirmed(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        revision=event.revision,
        issuing_body=event.issuing_body,
        licence_kinds=event.licence_kinds,
        login_name=event.login.name,
        login_name_rule=event.login.rule,
        confirmed_at=event.confirmed_at,
    )


def declared(event: ReissueDeclared) -> application.ReissueDeclared:
    """The earlier certificate is to be suspended."""
    return application.ReissueDeclared(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        login_name=event.earlier.login_name,
        earlier_key=event.earlier.key,
        earlier_expires_at=event.earlier.expires_at,
        loss=event.loss,
        declared_at=event.declared_at,
    )


def reissue_ended(event: ReissueEnded) -> application.ReissueEnded:
    """Nothing replaces the earlier key."""
    return application.ReissueEnded(
        case_id=event.case_id,
        login_name=event.earlier.login_name,
        earlier_key=event.earlier.key,
        loss=event.loss,
        ended_at=event.ended_at,
    )


def downloaded(event: DocumentDownloaded) -> application.DocumentDownloaded:
    """The applicant has the document."""
    return application.DocumentDownloaded(
        case_id=event.case_id, revision=event.revision, document=event.document, downloaded_at=event.downloaded_at
    )


def uploaded(event: ScanUploaded) -> application.ScanUploaded:
    """A scan lies in a slot."""
    return application.ScanUploaded(case_id=event.case_id, slot=event.slot, flags=event.flags, uploaded_at=event.uploaded_at)


def confirmed(event: MaterialsConfirmed) -> application.MaterialsConfirmed:
    """A round begins."""
    point = event.pick_up_point
    return application.MaterialsConfirmed(
        case_id=event.case_id,
        application_number=event.application_number,
        account_id=event.account_id,
        enterprise_name=event.enterprise_name,
        credit_code=event.credit_code,
        kind=event.kind,
        round=event.round,
        revision=event.revision,
        issuing_body=event.issuing_body,
        pick_up_point=application.PickUpPoint(
            name_zh=point.name_zh, name_en=point.name_en, address_zh=point.address_zh, address_en=point.address_en
        ),
        preference=event.preference,
        licence_kinds=event.licence_kinds,
        login_name=event.login_name,
        items=tuple(item_told(item) for item in event.items),
        enterprise_persons=event.enterprise_persons,
        policy_profile=event.rules.profile,
        policy_version=event.rules.version,
        earlier_key=event.earlier_key,
        loss=event.loss,
        confirmed_at=event.confirmed_at,
    )


def item_told(item: Item) -> application.Item:
    """One item for both desks."""
    return application.Item(
        item=item.item,
        fingerprint=item.fingerprint,
        reason=item.reason,
        zh=item.zh,
        en=item.en,
        clause=item.clause,
        flags=item.flags,
    )


def requested(event: WithdrawalRequested) -> application.WithdrawalRequested:
    """The owner of the stage is asked."""
    return application.WithdrawalRequested(
        case_id=event.case_id, application_number=event.application_number, requested_at=event.requested_at
    )


def withdrawn(event: CaseWithdrawn) -> application.CaseWithdrawn:
    """The case is over."""
    return application.CaseWithdrawn(
        case_id=event.case_id, application_number=event.application_number, withdrawn_at=event.withdrawn_at
    )


def declined(event: WithdrawalDeclined) -> application.WithdrawalDeclined:
    """The case goes on."""
    return application.WithdrawalDeclined(
        case_id=event.case_id, application_number=event.application_number, declined_at=event.declined_at
    )


def lapsed(event: CaseLapsed) -> application.CaseLapsed:
    """The case is over: nobody acted on it."""
    return application.CaseLapsed(
        case_id=event.case_id,
        application_number=event.application_number,
        state=event.state,
        account_id=event.account_id,
        lapsed_at=event.lapsed_at,
    )
