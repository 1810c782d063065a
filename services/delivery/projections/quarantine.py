"""Which keys does a body keep apart, and what is to become of them?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from chassis.messages import value
from chassis.view import Fact, View
from services.delivery.events import Event, QuarantineEvent
from services.delivery.events.quarantine import DisposalProposed, KeyDestroyed, KeyQuarantined, KeyRerouted
from services.delivery.values import Disposal


@value
class QuarantineRow:
    """One key kept apart, or what became of it; `disposal` is what somebody proposed."""

    token_serial: str
    body: str
    written_off: bool
    state: Literal["quarantined", "rerouted", "destroyed"]
    since: datetime
    disposal: Disposal | None = None


def touched(event: Event) -> Sequence[str]:
    return [event.token_serial] if isinstance(event, QuarantineEvent) else []


def project(row: QuarantineRow | None, fact: Fact[Event]) -> QuarantineRow | None:
    event = fact.event
    if not isinstance(event, QuarantineEvent):
        return row
    match event:
        case KeyQuarantined():
            return QuarantineRow(
                token_serial=event.token_serial,
                body=event.body,
                written_off=event.written_off,
                state="quarantined",
                since=event.quarantined_at,
            )
        case DisposalProposed():
            return row and replace(row, disposal=event.disposal)
        case KeyRerouted():
            return row and replace(row, state="rerouted", since=event.rerouted_at)
        case KeyDestroyed():
            return row and replace(row, state="destroyed", since=event.destroyed_at)


quarantine: View[Event, QuarantineRow] = View(
    name="quarantine",
    version=1,
    row=QuarantineRow,
    keys=touched,
    project=project,
    tags=lambda row: [f"body:{row.body}"],
    order=lambda row: f"{row.since.isoformat()} {row.token_serial}",
)
