"""What does registration do when told? It sends the mails that others ask for, and notes which bodies serve an enterprise."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid5

from contracts import application, delivery, verification
from services.registration.commands import Command, EntrustBody, RequestNotice
from services.registration.values import (
    AccountId,
    CaseLapsed,
    CaseReference,
    CaseRefused,
    CorrectionNeeded,
    MailId,
    Notice,
    PickUpReminder,
    Posted,
    ReadyToCollect,
    Stage,
)

MAILS = UUID("0b7d1c52-6a2e-5f3b-9d54-4f1e8a6b7c90")

Heard: TypeAlias = verification.Verification | delivery.Delivery | application.Application
Named: TypeAlias = (
    verification.VerificationFailed
    | verification.ReviewFailed
    | verification.CaseRefused
    | delivery.EnterpriseNotified
    | delivery.KeyPosted
    | delivery.PickUpReminded
)


def react(heard: Heard) -> Sequence[Command]:
    """Commands whose ids derive from the message, so that hearing it twice is the same wish."""
    match heard:
        case verification.VerificationFailed():
            return [ask_for_correction(heard, "verification")]
        case verification.ReviewFailed():
            return [ask_for_correction(heard, "review")]
        case verification.VerificationPassed():
            return [EntrustBody(account_id=AccountId(heard.account_id), body=heard.body, at=heard.passed_at)]
        case delivery.EnterpriseNotified():
            notice = ReadyToCollect(pick_up_zh=heard.pick_up_zh, pick_up_en=heard.pick_up_en)
            return [notify(heard, notice, f"ready_to_collect|{heard.notified_at.isoformat()}", heard.notified_at)]
        case verification.CaseRefused():
            return [notify(heard, CaseRefused(stage=heard.stage), "refused", heard.refused_at)]
        case verification.CaseTaken():
            return entrust_successor(heard)
        case application.CaseLapsed():
            return tell_of_lapse(heard)
        case delivery.PickUpReminded():
            return [remind(heard)]
        case delivery.KeyPosted():
            return [notify(heard, Posted(waybill=heard.waybill), f"posted|{heard.waybill}", heard.posted_at)]
        case (
            verification.TaskOpened()
            | verification.TaskClaimed()
            | verification.ReviewPassed()
            | verification.TaskWithdrawn()
            | delivery.KeyScannedIn()
            | delivery.PreferenceChanged()
            | delivery.KeyHandedOver()
            | delivery.ReceiptConfirmed()
            | delivery.KeyBound()
            | delivery.KeyUnbound()
            | delivery.KeyMissing()
            | delivery.KeyFound()
            | delivery.KeyLossConfirmed()
            | delivery.KeyUnclaimed()
            | delivery.KeyQuarantined()
            | delivery.KeyRerouted()
            | delivery.KeyDestroyed()
            | delivery.LostParcelSuspected()
            | delivery.OldKeyDeclaredLost()
        ):
            return []
        case (
            application.DraftOpened()
            | application.SubmissionConfirmed()
            | application.ReissueDeclared()
            | application.ReissueEnded()
            | application.DocumentDownloaded()
            | application.FormReopened()
            | application.ScanUploaded()
            | application.MaterialsConfirmed()
            | application.WithdrawalRequested()
            | application.CaseWithdrawn()
            | application.WithdrawalDeclined()
        ):
            return []


def entrust_successor(heard: verification.CaseTaken) -> Sequence[Command]:
    """The successor's receivers may read the address. A message from before it named the account says too little."""
    if heard.account_id is None:
        return []
    return [EntrustBody(account_id=AccountId(heard.account_id), body=heard.body, at=heard.taken_at)]


def tell_of_lapse(heard: application.CaseLapsed) -> Sequence[Command]:
    """A message from before it named the account reaches nobody."""
    if heard.account_id is None:
        return []
    mail_id = mail_of(heard.case_id, "lapsed")
    case = CaseReference(case_id=heard.case_id, application_number=heard.application_number)
    return [
        RequestNotice(mail_id=mail_id, account_id=AccountId(heard.account_id), case=case, notice=CaseLapsed(), at=heard.lapsed_at)
    ]


def remind(heard: delivery.PickUpReminded) -> RequestNotice:
    """Each reminder is a mail of its own; a key of a later attempt is reminded of anew."""
    notice = PickUpReminder(number=heard.reminder, pick_up_zh=heard.pick_up_zh, pick_up_en=heard.pick_up_en)
    return notify(heard, notice, f"reminder|{heard.reminder}|{heard.reminded_at.isoformat()}", heard.reminded_at)


def mail_of(case_id: UUID, occasion: str) -> MailId:
    """One mail per case and occasion."""
    return MailId(uuid5(MAILS, f"{case_id}|{occasion}"))


def ask_for_correction(heard: verification.VerificationFailed | verification.ReviewFailed, stage: Stage) -> RequestNotice:
    items = tuple(failed.item for failed in heard.failed)
    notice = CorrectionNeeded(stage=stage, round=heard.round, items=items)
    return notify(heard, notice, f"correction_needed|{stage}|{heard.round}", heard.failed_at)


def notify(
    heard: Named,
    notice: Notice,
    occasion: str,
    at: datetime,
) -> RequestNotice:
    """A mail to the account that the message names."""
    return RequestNotice(
        mail_id=mail_of(heard.case_id, occasion),
        account_id=AccountId(heard.account_id),
        case=CaseReference(case_id=heard.case_id, application_number=heard.application_number),
        notice=notice,
        at=at,
    )
