"""What is kept of what production tells?"""

from datetime import datetime
from typing import TypeAlias

from contracts import production
from services.tracking.values import production as kept

OfCertificate: TypeAlias = (
    production.CertificateIssued
    | production.CertificateSuspended
    | production.SuspensionLifted
    | production.CertificateRevoked
    | production.CertificateActivated
    | production.CertificateExpired
)
OfKey: TypeAlias = (
    production.OrderOpened
    | production.OrderCancelled
    | production.WithdrawalRefused
    | production.SealMade
    | production.KeyProduced
    | production.KeyDispatched
    | production.TokenSpoiled
)


def keep_of_certificate(heard: OfCertificate) -> tuple[datetime, kept.CertificateStep]:
    """When it happened, and what is kept of it."""
    match heard:
        case production.CertificateIssued():
            return heard.issued_at, kept.CertificateIssued(
                serial=heard.serial,
                login_name=heard.login_name,
                attempt=heard.attempt,
                not_before=heard.not_before,
                not_after=heard.not_after,
            )
        case production.CertificateSuspended():
            return heard.suspended_at, kept.CertificateSuspended(
                serial=heard.serial, login_name=heard.login_name, reason=heard.reason
            )
        case production.SuspensionLifted():
            return heard.lifted_at, kept.SuspensionLifted(serial=heard.serial, login_name=heard.login_name, reason=heard.reason)
        case production.CertificateRevoked():
            return heard.revoked_at, kept.CertificateRevoked(
                serial=heard.serial, login_name=heard.login_name, reason=heard.reason
            )
        case production.CertificateActivated():
            return heard.activated_at, kept.CertificateActivated(serial=heard.serial, login_name=heard.login_name)
        case production.CertificateExpired():
            return heard.expired_at, kept.CertificateExpired(serial=heard.serial, login_name=heard.login_name)


def keep_of_key(heard: OfKey) -> tuple[datetime, kept.ProductionStep]:
    """When it happened, and what is kept of it."""
    match heard:
        case production.OrderOpened():
            return heard.opened_at, kept.OrderOpened(attempt=heard.attempt)
        case production.OrderCancelled():
            return heard.cancelled_at, kept.OrderCancelled()
        case production.WithdrawalRefused():
            return heard.refused_at, kept.WithdrawalRefused()
        case production.SealMade():
            return heard.made_at, kept.SealMade(seal_id=heard.seal_id, certificate_serial=heard.certificate_serial)
        case production.KeyProduced():
            return heard.produced_at, kept.KeyProduced(
                attempt=heard.attempt,
                token_serial=heard.token_serial,
                certificate_serial=heard.certificate_serial,
                seal_id=heard.seal_id,
            )
        case production.KeyDispatched():
            return heard.dispatched_at, kept.KeyDispatched(
                body=heard.body, waybill=heard.waybill, token_serial=heard.token_serial
            )
        case production.TokenSpoiled():
            return heard.spoiled_at, kept.TokenSpoiled(attempt=heard.attempt, token_serial=heard.token_serial)
