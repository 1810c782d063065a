"""Which keys are under way to, at, or gone from a body, and which are an enterprise's?"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value
from chassis.policy import PolicyBook
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
from services.delivery.events.consignment import (
    ConsignmentClosedShort,
    ConsignmentExpected,
    ConsignmentFound,
    ConsignmentLost,
    ConsignmentReceived,
    ConsignmentWrittenOff,
    ContentScannedIn,
    UnexpectedKeyScanned,
)
from services.delivery.events.key import (
    EnterpriseNotified,
    EnterpriseReminded,
    KeyAnnounced,
    KeyExpected,
    KeyExpired,
    KeyFound,
    KeyHandedOver,
    KeyLossConfirmed,
    KeyMissing,
    KeyPosted,
    KeyScannedIn,
    KeyUnclaimed,
    LossSuspected,
    MailFailureNoted,
    MailFailureSettled,
    OldKeyDeclaredLost,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.events.quarantine import DisposalProposed, KeyDestroyed, KeyQuarantined, KeyRerouted
from services.delivery.ports import WorkingDays
from services.delivery.values import MissingReason, Preference

KeyState: TypeAlias = Literal[
    "announced",
    "in_transit",
    "at_issuing_body",
    "ready_to_collect",
    "posted",
    "missing",
    "written_off",
    "unclaimed",
    "handed_over",
    "received",
]


@value
class KeyRow:
    """One case's key; names and preference are empty until its materials were heard of. `since` is when the state began.

    `former` is the state before it went `missing`. `suspected`: late on its present way. `mail_failed`: somebody has to call.
    """

    application_number: str
    case_id: UUID
    account_id: UUID
    body: str
    state: KeyState
    since: datetime
    token_serial: str = ""
    enterprise_name: str = ""
    preference: Preference | None = None
    former: KeyState | None = None
    missing: MissingReason | None = None
    reminders: int = 0
    suspected: bool = False
    mail_failed: bool = False


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
            return row and replace(row, state="at_issuing_body", since=event.scanned_at, suspected=False)
        case EnterpriseNotified() as event:
            return row and replace(row, state="ready_to_collect", since=event.notified_at)
        case KeyPosted() as event:
            return row and replace(row, state="posted", since=event.posted_at, mail_failed=False)
        case KeyHandedOver() as event:
            return row and replace(row, state="handed_over", since=event.handed_over_at)
        case ReceiptConfirmed() as event:
            return row and replace(row, state="received", since=event.confirmed_at, suspected=False, mail_failed=False)
        case KeyMissing() as event:
            return row and replace(row, state="missing", since=event.missing_at, former=row.state, missing=event.reason)
        case KeyFound() as event:
            return row and replace(row, state=row.former or row.state, since=event.found_at, former=None, missing=None)
        case KeyLossConfirmed() as event:
            return row and replace(row, state="written_off", since=event.confirmed_at, former=None)
        case KeyExpired() as event:
            return row and replace(row, state="written_off", since=event.expired_at, former=None)
        case KeyUnclaimed() as event:
            return row and replace(row, state="unclaimed", since=event.unclaimed_at)
        case LossSuspected():
            return row and replace(row, suspected=True)
        case EnterpriseReminded() as event:
            return row and replace(row, reminders=event.reminder)
        case MailFailureNoted():
            return row and replace(row, mail_failed=True)
        case MailFailureSettled():
            return row and replace(row, mail_failed=False)
        case OldKeyDeclaredLost():
            return row
        case ConsignmentClosedShort() | ConsignmentLost() | ConsignmentFound() | ConsignmentWrittenOff():
            return row
        case UnexpectedKeyScanned():
            return row
        case KeyQuarantined() | DisposalProposed() | KeyRerouted() | KeyDestroyed():
            return row
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
        case_id=event.case.case_id,
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
        case_id=event.case.case_id,
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
    version=2,
    row=KeyRow,
    keys=touched,
    project=project,
    tags=listed,
    order=lambda row: f"{row.since.isoformat()} {row.application_number}",
)


def waits(days: WorkingDays, policy: PolicyBook) -> Callable[[KeyRow], datetime | None]:
    """Until when a key may stay where it is, by the policy of the day that it came there."""

    def due(row: KeyRow) -> datetime | None:
        rules = policy.in_force(row.since)
        match row.state:
            case "in_transit":
                return None if row.suspected else days.after(row.since, rules.number("expected.courier"))
            case "ready_to_collect":
                reminder = days.after(row.since, rules.number("pickup.remind_every") * (row.reminders + 1))
                return min(reminder, unclaimed_from(row, days, policy))
            case "posted":
                return None if row.suspected else days.after(row.since, rules.number("posted.receipt_expected"))
            case "announced" | "at_issuing_body" | "missing" | "written_off" | "unclaimed" | "handed_over" | "received":
                return None

    return due


def unclaimed_from(row: KeyRow, days: WorkingDays, policy: PolicyBook) -> datetime:
    """From when on a key that lies ready since `row.since` counts as unclaimed."""
    return days.after(row.since, policy.in_force(row.since).number("pickup.unclaimed_after"))


def reminder_due(row: KeyRow, at: datetime, days: WorkingDays, policy: PolicyBook) -> int:
    """The number of the newest reminder that is due at this instant; at least the next one."""
    every = policy.in_force(row.since).number("pickup.remind_every")
    number = row.reminders + 1
    while days.after(row.since, every * (number + 1)) <= at:
        number += 1
    return number
