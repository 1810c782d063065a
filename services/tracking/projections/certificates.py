"""What is a certificate's state? Folded per serial in production's order, whichever cases its facts belong to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from chassis.messages import value
from chassis.view import Fact, View
from services.tracking.events import (
    AccountFactHeard,
    CalendarApplied,
    CaseFactHeard,
    DeadlineMissed,
    DeadlineReminded,
    Event,
    MissVoided,
)
from services.tracking.values import production
from services.tracking.values.told import Told, gather

CertificateState: TypeAlias = Literal["inactive", "active", "suspended", "revoked", "expired"]


@value
class CertificateRow:
    """What was heard of one certificate."""

    serial: str
    facts: tuple[Told, ...]


@value
class Turn:
    """A state the certificate came to, with production's position."""

    state: CertificateState
    at: datetime
    position: int


@value
class Certificate:
    """A certificate now; `reasons` of its suspension (sorted); its turns in order."""

    serial: str
    login_name: str
    state: CertificateState
    reasons: tuple[str, ...]
    turns: tuple[Turn, ...]


def serials_of(event: Event) -> Sequence[str]:
    match event:
        case CaseFactHeard():
            step = event.told.step
            return [step.serial] if isinstance(step, production.CertificateStep) else []
        case AccountFactHeard() | DeadlineReminded() | DeadlineMissed() | MissVoided() | CalendarApplied():
            return []


def keep(row: CertificateRow | None, fact: Fact[Event]) -> CertificateRow | None:
    """The row with this fact of its certificate."""
    match fact.event:
        case CaseFactHeard(told=told):
            serial = next(iter(serials_of(fact.event)), "")
            return CertificateRow(serial=serial, facts=gather(row.facts if row else (), told))
        case AccountFactHeard() | DeadlineReminded() | DeadlineMissed() | MissVoided() | CalendarApplied():
            return row


def certificate(row: CertificateRow) -> Certificate:
    """Its state: revoked and expired are final; suspended while any reason is left; a key from before this system begins active."""
    beneath: CertificateState = "active"
    reasons: frozenset[str] = frozenset()
    login_name = ""
    turns: list[Turn] = []
    for told in row.facts:
        if isinstance(told.step, production.CertificateStep):
            beneath, reasons = turn(told.step, beneath, reasons)
            login_name = told.step.login_name
            turns.append(Turn(state=shown(beneath, reasons), at=told.at, position=told.place.position))
    return Certificate(
        serial=row.serial,
        login_name=login_name,
        state=shown(beneath, reasons),
        reasons=tuple(sorted(reasons)),
        turns=tuple(turns),
    )


def turn(
    step: production.CertificateStep, beneath: CertificateState, reasons: frozenset[str]
) -> tuple[CertificateState, frozenset[str]]:
    """What lies beneath, and the reasons over it, after this step."""
    match step:
        case production.CertificateIssued():
            return "inactive", reasons
        case production.CertificateActivated():
            return "active", reasons
        case production.CertificateRevoked():
            return "revoked", frozenset()
        case production.CertificateExpired():
            return "revoked" if beneath == "revoked" else "expired", frozenset()
        case production.CertificateSuspended(reason=reason):
            return beneath, reasons | {reason}
        case production.SuspensionLifted(reason=reason):
            return beneath, reasons - {reason}


def shown(beneath: CertificateState, reasons: frozenset[str]) -> CertificateState:
    return "suspended" if reasons and beneath not in ("revoked", "expired") else beneath


certificates: View[Event, CertificateRow] = View(
    name="certificates", version=1, row=CertificateRow, keys=serials_of, project=keep
)
