"""Which keys are under way to, at, or gone from a body, and which are an enterprise's?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.delivery.events import Event, KeyEvent
from services.delivery.events.certificate import (
    ActivationRecorded,
    CertificateRecorded,
    ChallengeFailed,
    ChallengeOpened,
    ChallengePassed,
    ExpiryRecorded,
    KeyBound,
    KeyUnbound,
    LiftRecorded,
    RevocationRecorded,
    SuspensionRecorded,
)
from services.delivery.events.consignment import ConsignmentExpected, ConsignmentReceived, ContentScannedIn
from services.delivery.events.key import (
    EnterpriseNotified,
    KeyAnnounced,
    KeyExpected,
    KeyHandedOver,
    KeyPosted,
    KeyScannedIn,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.values import Preference

KeyState: TypeAlias = Literal[
    "announced", "in_transit", "at_issuing_body", "ready_to_collect", "posted", "handed_over", "received"
]


@value
class KeyRow:
    """One case's key; names and preference are empty until its materials were heard of. `since` is when the state began."""

    application_number: str
    account_id: UUID
    body: str
    state: KeyState
    since: datetime
    token_serial: str = ""
    enterprise_name: str = ""
    preference: Preference | None = None


def touched(event: Event) -> Sequence[str]:
    return [event.case.application_number] if isinstance(event, KeyEvent) else []


def project(row: KeyRow | None, fact: Fact[Event]) -> KeyRow | None:
    match fact.event:
        case KeyAnnounced() as event:
            return announced(row, event)
        case KeyExpected() as event:
            return expected(row, event)
        case PreferenceChosen() as event:
            return row and replace(row, preference=event.preference)
        case KeyScannedIn() as event:
            return row and replace(row, state="at_issuing_body", since=event.scanned_at)
        case EnterpriseNotified() as event:
            return row and replace(row, state="ready_to_collect", since=event.notified_at)
        case KeyPosted() as event:
            return row and replace(row, state="posted", since=event.posted_at)
        case KeyHandedOver() as event:
            return row and replace(row, state="handed_over", since=event.handed_over_at)
        case ReceiptConfirmed() as event:
            return row and replace(row, state="received", since=event.confirmed_at)
        case ConsignmentExpected() | ContentScannedIn() | ConsignmentReceived():
            return row
        case CertificateRecorded() | ActivationRecorded() | SuspensionRecorded() | LiftRecorded():
            return row
        case RevocationRecorded() | ExpiryRecorded() | KeyBound() | KeyUnbound():
            return row
        case ChallengeOpened() | ChallengeFailed() | ChallengePassed():
            return row


def announced(row: KeyRow | None, event: KeyAnnounced) -> KeyRow:
    terms = event.terms
    if row and row.state != "announced":
        return replace(row, enterprise_name=terms.enterprise_name, preference=terms.preference)
    return KeyRow(
        application_number=event.case.application_number,
        account_id=terms.account_id,
        body=terms.issuing_body,
        state="announced",
        since=event.announced_at,
        enterprise_name=terms.enterprise_name,
        preference=terms.preference,
    )


def expected(row: KeyRow | None, event: KeyExpected) -> KeyRow:
    shipment = event.shipment
    return KeyRow(
        application_number=event.case.application_number,
        account_id=shipment.account_id,
        body=shipment.body,
        state="in_transit",
        since=event.expected_at,
        token_serial=shipment.token_serial,
        enterprise_name=row.enterprise_name if row else "",
        preference=row.preference if row else None,
    )


def listed(row: KeyRow) -> Sequence[str]:
    """A key is listed from its dispatch on: an application may still end without one."""
    return [] if row.state == "announced" else [f"body:{row.body}", f"account:{row.account_id}"]


keys: View[Event, KeyRow] = View(
    name="keys",
    version=1,
    row=KeyRow,
    keys=touched,
    project=project,
    tags=listed,
    order=lambda row: f"{row.since.isoformat()} {row.application_number}",
)
