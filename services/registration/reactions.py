"""What does registration do when told? It sends the mails that others ask for, and notes which bodies serve an enterprise."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid5

from contracts import delivery, verification
from services.registration.commands import Command, EntrustBody, RequestNotice
from services.registration.values import (
    AccountId,
    CaseReference,
    CorrectionNeeded,
    MailId,
    Notice,
    Posted,
    ReadyToCollect,
    Stage,
)

MAILS = UUID("0b7d1c52-6a2e-5f3b-9d54-4f1e8a6b7c90")

Heard: TypeAlias = verification.Verification | delivery.Delivery


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
        case delivery.KeyPosted():
            return [notify(heard, Posted(waybill=heard.waybill), f"posted|{heard.waybill}", heard.posted_at)]
        case (
            verification.TaskOpened()
            | verification.TaskClaimed()
            | verification.ReviewPassed()
            | verification.TaskWithdrawn()
            | verification.CaseRefused()
            | verification.CaseTaken()
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
            | delivery.PickUpReminded()
            | delivery.LostParcelSuspected()
            | delivery.OldKeyDeclaredLost()
        ):
            return []


def ask_for_correction(heard: verification.VerificationFailed | verification.ReviewFailed, stage: Stage) -> RequestNotice:
    items = tuple(failed.item for failed in heard.failed)
    notice = CorrectionNeeded(stage=stage, round=heard.round, items=items)
    return notify(heard, notice, f"correction_needed|{stage}|{heard.round}", heard.failed_at)


def notify(
    heard: verification.VerificationFailed | verification.ReviewFailed | delivery.EnterpriseNotified | delivery.KeyPosted,
    notice: Notice,
    occasion: str,
    at: datetime,
) -> RequestNotice:
    """One mail per case and occasion."""
    return RequestNotice(
        mail_id=MailId(uuid5(MAILS, f"{heard.case_id}|{occasion}")),
        account_id=AccountId(heard.account_id),
        case=CaseReference(case_id=heard.case_id, application_number=heard.application_number),
        notice=notice,
        at=at,
    )
