"""Which parcels are there? By id, oldest first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from chassis.messages import value
from chassis.view import Fact, View
from services.production.events import Event
from services.production.events.consignment import ConsignmentDispatched, ConsignmentEvent, ConsignmentOpened, KeyAdded
from services.production.values import Content


@value
class ConsignmentRow:
    """One parcel and what lies in it."""

    consignment_id: UUID
    body: str
    state: Literal["packing", "dispatched"]
    opened_at: datetime
    contents: tuple[Content, ...] = ()
    waybill: str = ""
    dispatched_at: datetime | None = None


def consignment_id(event: Event) -> Sequence[str]:
    return [str(event.consignment_id)] if isinstance(event, ConsignmentEvent) else []


def project(row: ConsignmentRow | None, fact: Fact[Event]) -> ConsignmentRow | None:
    """The parcel's row after the fact."""
    event = fact.event
    if not isinstance(event, ConsignmentEvent):
        return row
    match event:
        case ConsignmentOpened():
            return ConsignmentRow(
                consignment_id=event.consignment_id, body=event.body, state="packing", opened_at=event.opened_at
            )
        case KeyAdded():
            return row and replace(row, contents=(*row.contents, event.content))
        case ConsignmentDispatched():
            return row and replace(row, state="dispatched", waybill=event.waybill, dispatched_at=event.dispatched_at)


def tags(row: ConsignmentRow) -> Sequence[str]:
    return [f"state:{row.state}", f"body:{row.body}"]


def order(row: ConsignmentRow) -> str:
    return f"{row.opened_at.isoformat()} {row.consignment_id}"


consignments: View[Event, ConsignmentRow] = View(
    name="consignments", version=1, row=ConsignmentRow, keys=consignment_id, project=project, tags=tags, order=order
)
