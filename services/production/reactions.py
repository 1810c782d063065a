"""What does production do when told? Approval opens an order, withdrawal stops it, a loss suspends, receipt activates."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from contracts import application, delivery, verification
from services.production.commands import Command
from services.production.commands.certificates import AdoptCertificate, LiftSuspension, SuspendCertificate
from services.production.commands.order import OpenOrder, RecordReceipt, RecordWithdrawn, RequestWithdrawal
from services.production.commands.token import RecordArrival
from services.production.values import Order, OrderKind, SuspensionReason

Heard: TypeAlias = verification.Verification | application.Application | delivery.Delivery

MAKES_A_KEY: Mapping[str, OrderKind | None] = {
    "first": "first",
    "additional": "additional",
    "reissue": "reissue",
    "renewal": "renewal",
    "change": "change",
    "unlock": None,
    "cancel": None,
}
REASON: Mapping[application.Loss, SuspensionReason] = {"lost": "loss", "damaged": "reissue"}


def react(heard: Heard) -> Sequence[Command]:
    """The wishes that follow from an announcement; a repeat of it is the same wish."""
    match heard:
        case verification.ReviewPassed():
            return open_order(heard)
        case application.WithdrawalRequested():
            return [RequestWithdrawal(case_id=heard.case_id, application_number=heard.application_number, at=heard.requested_at)]
        case application.CaseWithdrawn():
            return [RecordWithdrawn(case_id=heard.case_id, application_number=heard.application_number, at=heard.withdrawn_at)]
        case application.ReissueDeclared():
            return suspend(heard)
        case application.ReissueEnded():
            return lift(heard)
        case delivery.KeyScannedIn():
            return [RecordArrival(token_serial=heard.token_serial, body=heard.body, at=heard.scanned_at)]
        case delivery.ReceiptConfirmed():
            return [RecordReceipt(case_id=heard.case_id, certificate_serial=heard.certificate_serial, at=heard.confirmed_at)]
        case (
            verification.TaskOpened()
            | verification.TaskClaimed()
            | verification.VerificationPassed()
            | verification.VerificationFailed()
            | verification.ReviewFailed()
            | verification.TaskWithdrawn()
            | verification.CaseRefused()
            | verification.CaseTaken()
        ):
            return []
        case (
            application.DraftOpened()
            | application.SubmissionConfirmed()
            | application.DocumentDownloaded()
            | application.FormReopened()
            | application.ScanUploaded()
            | application.MaterialsConfirmed()
            | application.WithdrawalDeclined()
            | application.CaseLapsed()
        ):
            return []
        case (
            delivery.PreferenceChanged()
            | delivery.EnterpriseNotified()
            | delivery.KeyPosted()
            | delivery.KeyHandedOver()
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


def open_order(heard: verification.ReviewPassed) -> Sequence[Command]:
    """An order, unless the kind makes nothing. Raises KeyError for a kind nobody knows, so that it is looked at."""
    kind = MAKES_A_KEY[heard.kind]
    if kind is None:
        return []
    order = Order(
        case_id=heard.case_id,
        application_number=heard.application_number,
        account_id=heard.account_id,
        enterprise_name=heard.enterprise_name,
        credit_code=heard.credit_code,
        kind=kind,
        round=heard.round,
        issuing_body=heard.issuing_body,
        login_name=heard.login_name,
        earlier_key=heard.earlier_key,
        policy_profile=heard.policy_profile,
        policy_version=heard.policy_version,
    )
    return [OpenOrder(order=order, at=heard.passed_at)]


def suspend(heard: application.ReissueDeclared) -> Sequence[Command]:
    """The earlier key is adopted if it is from before this system, and suspended at once."""
    adopt = AdoptCertificate(
        login_name=heard.login_name,
        serial=heard.earlier_key,
        account_id=heard.account_id,
        case_id=heard.case_id,
        expires_at=heard.earlier_expires_at,
        at=heard.declared_at,
    )
    hold = SuspendCertificate(
        login_name=heard.login_name,
        serial=heard.earlier_key,
        case_id=heard.case_id,
        reason=REASON[heard.loss],
        at=heard.declared_at,
    )
    return [adopt, hold]


def lift(heard: application.ReissueEnded) -> Sequence[Command]:
    """A damaged key may be used again at once; a lost one stays suspended (docs/states.md §7, 7)."""
    match heard.loss:
        case "damaged":
            return [
                LiftSuspension(
                    login_name=heard.login_name,
                    serial=heard.earlier_key,
                    case_id=heard.case_id,
                    reason=REASON["damaged"],
                    at=heard.ended_at,
                )
            ]
        case "lost":
            return []
