"""What do we do when told? Note the terms of a delivery, expect what was dispatched, keep the standing of certificates."""

from collections.abc import Sequence
from typing import TypeAlias

from contracts import application, production, registration
from services.delivery.commands import Command
from services.delivery.commands.certificate import (
    RecordActivation,
    RecordCertificate,
    RecordExpiry,
    RecordLift,
    RecordRevocation,
    RecordSuspension,
)
from services.delivery.commands.consignment import ExpectConsignment
from services.delivery.commands.key import AnnounceKey, ExpectKey, NoteMailFailure
from services.delivery.values import Case, CaseKind, Content, PickUpPoint, Shipment, Terms

Heard: TypeAlias = application.Application | production.Production | registration.Registration


def react(heard: Heard) -> Sequence[Command]:
    """The wishes that this message makes; their time is the message's own, a repeat decides nothing."""
    match heard:
        case application.MaterialsConfirmed():
            return announce_key(heard)
        case (
            application.DraftOpened()
            | application.SubmissionConfirmed()
            | application.ReissueDeclared()
            | application.ReissueEnded()
            | application.DocumentDownloaded()
            | application.FormReopened()
            | application.ScanUploaded()
            | application.WithdrawalRequested()
            | application.CaseWithdrawn()
            | application.WithdrawalDeclined()
            | application.CaseLapsed()
        ):
            return []
        case production.CertificateIssued():
            return [record_certificate(heard)]
        case production.CertificateActivated():
            return [RecordActivation(certificate_serial=heard.serial, at=heard.activated_at)]
        case production.CertificateSuspended():
            return [RecordSuspension(certificate_serial=heard.serial, reason=heard.reason, at=heard.suspended_at)]
        case production.SuspensionLifted():
            return [RecordLift(certificate_serial=heard.serial, reason=heard.reason, at=heard.lifted_at)]
        case production.CertificateRevoked():
            return [RecordRevocation(certificate_serial=heard.serial, reason=heard.reason, at=heard.revoked_at)]
        case production.CertificateExpired():
            return [RecordExpiry(certificate_serial=heard.serial, at=heard.expired_at)]
        case registration.MailFailed():
            return note_mail_failure(heard)
        case (
            registration.RegistrationStarted()
            | registration.AccountActivated()
            | registration.RegistrationRejected()
            | registration.RegistrationLapsed()
            | registration.MailSent()
            | registration.AccountReleased()
        ):
            return []
        case production.ConsignmentDispatched():
            return [expect_consignment(heard)]
        case production.KeyDispatched():
            return [expect_key(heard)]
        case (
            production.OrderOpened()
            | production.OrderCancelled()
            | production.WithdrawalRefused()
            | production.SealMade()
            | production.KeyProduced()
            | production.TokenSpoiled()
        ):
            return []


def announce_key(heard: application.MaterialsConfirmed) -> Sequence[AnnounceKey]:
    """Kinds that make no key are none of ours (`docs/domain.md §2`)."""
    match heard.kind:
        case "first" | "additional" | "reissue" | "renewal" | "change":
            case = Case(case_id=heard.case_id, application_number=heard.application_number)
            return [AnnounceKey(case=case, terms=terms(heard, heard.kind), at=heard.confirmed_at)]
        case "unlock" | "cancel":
            return []


def terms(heard: application.MaterialsConfirmed, kind: CaseKind) -> Terms:
    point = heard.pick_up_point
    return Terms(
        round=heard.round,
        account_id=heard.account_id,
        enterprise_name=heard.enterprise_name,
        issuing_body=heard.issuing_body,
        kind=kind,
        loss=heard.loss,
        pick_up_point=PickUpPoint(
            name_zh=point.name_zh, name_en=point.name_en, address_zh=point.address_zh, address_en=point.address_en
        ),
        preference=heard.preference,
        originals=tuple(i.item.removeprefix("slot:") for i in heard.items if i.item.startswith("slot:")),
        persons=heard.enterprise_persons,
    )


def record_certificate(heard: production.CertificateIssued) -> RecordCertificate:
    return RecordCertificate(
        case=Case(case_id=heard.case_id, application_number=heard.application_number),
        account_id=heard.account_id,
        certificate_serial=heard.serial,
        certificate_pem=heard.certificate_pem,
        not_after=heard.not_after,
        at=heard.issued_at,
    )


def expect_consignment(heard: production.ConsignmentDispatched) -> ExpectConsignment:
    contents = tuple(
        Content(case_id=c.case_id, application_number=c.application_number, token_serial=c.token_serial) for c in heard.contents
    )
    return ExpectConsignment(
        consignment_id=heard.consignment_id,
        body=heard.body,
        waybill=heard.waybill,
        contents=contents,
        at=heard.dispatched_at,
    )


def expect_key(heard: production.KeyDispatched) -> ExpectKey:
    return ExpectKey(
        case=Case(case_id=heard.case_id, application_number=heard.application_number),
        shipment=Shipment(
            consignment_id=heard.consignment_id,
            body=heard.body,
            waybill=heard.waybill,
            account_id=heard.account_id,
            token_serial=heard.token_serial,
            certificate_serial=heard.certificate_serial,
            dispatched_at=heard.dispatched_at,
        ),
        at=heard.dispatched_at,
    )


def note_mail_failure(heard: registration.MailFailed) -> Sequence[NoteMailFailure]:
    """Mails about a key's way are ours to follow up; the others belong to desks and portal."""
    match heard.purpose:
        case "ready_to_collect" | "posted" | "reminder":
            case = Case(case_id=heard.case_id, application_number=heard.application_number)
            return [NoteMailFailure(case=case, purpose=heard.purpose, at=heard.failed_at)]
        case "activation" | "correction_needed" | "refused" | "lapsed":
            return []
