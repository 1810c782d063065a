"""What does production do when told? Approval opens an order, withdrawal stops it, a loss suspends, receipt activates."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from contracts import application, delivery, registration, verification
from services.production.commands import Command
from services.production.commands.account import ReleaseAccount
from services.production.commands.certificates import (
    AdoptCertificate,
    LiftSuspension,
    NoteIssuingBody,
    SuspendCertificate,
)
from services.production.commands.order import (
    OpenOrder,
    RecordFound,
    RecordLoss,
    RecordMissing,
    RecordReceipt,
    RecordUnclaimed,
    RecordWithdrawn,
    RequestWithdrawal,
)
from services.production.commands.token import QuarantineToken, RecordArrival, RecordDestruction, RerouteToken
from services.production.values import Order, OrderKind, SuspensionReason

Heard: TypeAlias = verification.Verification | application.Application | delivery.Delivery | registration.Registration

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
        case application.SubmissionConfirmed():
            return note_body(heard)
        case delivery.KeyMissing():
            return [
                RecordMissing(
                    case_id=heard.case_id,
                    certificate_serial=heard.certificate_serial,
                    reason=heard.reason,
                    at=heard.missing_at,
                )
            ]
        case delivery.KeyFound():
            return [RecordFound(case_id=heard.case_id, certificate_serial=heard.certificate_serial, at=heard.found_at)]
        case delivery.KeyLossConfirmed():
            return [RecordLoss(case_id=heard.case_id, certificate_serial=heard.certificate_serial, at=heard.confirmed_at)]
        case delivery.KeyUnclaimed():
            return [RecordUnclaimed(case_id=heard.case_id, certificate_serial=heard.certificate_serial, at=heard.unclaimed_at)]
        case delivery.KeyQuarantined():
            return [
                QuarantineToken(
                    token_serial=heard.token_serial,
                    body=heard.body,
                    written_off=heard.written_off,
                    at=heard.quarantined_at,
                )
            ]
        case delivery.KeyRerouted():
            return [RerouteToken(token_serial=heard.token_serial, body=heard.body, at=heard.rerouted_at)]
        case delivery.KeyDestroyed():
            return [RecordDestruction(token_serial=heard.token_serial, at=heard.destroyed_at)]
        case registration.AccountReleased():
            return [ReleaseAccount(account_id=heard.account_id, at=heard.released_at)]
        case (
            registration.RegistrationStarted()
            | registration.AccountActivated()
            | registration.RegistrationRejected()
            | registration.RegistrationLapsed()
            | registration.MailSent()
            | registration.MailFailed()
        ):
            return []
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


def note_body(heard: application.SubmissionConfirmed) -> Sequence[Command]:
    """Where a case follows an earlier key, its issuing body may say that a lost one was found."""
    match heard.login_name_rule:
        case "retained":
            return [
                NoteIssuingBody(
                    login_name=heard.login_name, case_id=heard.case_id, body=heard.issuing_body, at=heard.confirmed_at
                )
            ]
        case "adopted" | "assigned":
            return []


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
