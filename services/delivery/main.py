"""What is delivery, put together? From a dispatched consignment to a key bound at the Single Window."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from chassis.blueprint import Blueprint
from chassis.door import Door
from chassis.doors import Doors
from chassis.timer import Timer
from chassis.view import View
from contracts.application import Application
from contracts.delivery import Delivery
from contracts.production import Production
from contracts.registration import Registration
from services.delivery.adapters import AskedStatuses, ChineseWorkingDays, EcdsaSignatures, OwnRecords
from services.delivery.announcements import announce
from services.delivery.api import routes
from services.delivery.commands.certificate import RecordExpiry
from services.delivery.commands.key import EndUnclaimed, KeyCommand, RemindEnterprise, SuspectLoss
from services.delivery.consequences import follow
from services.delivery.events import Event
from services.delivery.ports import Histories, SingleWindow, Statuses, WorkingDays
from services.delivery.projections import (
    BindingRow,
    KeyRow,
    bindings,
    keys,
    parcels,
    quarantine,
    reminder_due,
    unclaimed_from,
    waits,
)
from services.delivery.reactions import react
from services.delivery.values import Case

DEFAULT_ORIGIN = "http://localhost:8000"


def build(doors: Doors, statuses: Statuses | None = None) -> Blueprint:
    """The service. Setting `single_window` is the origin that challenges are made for (else `portal`).

    `url_production` is where the status of a certificate is asked; without one, what was heard of it decides.
    """
    histories = Histories(doors.keyed)
    origin = doors.settings.get("single_window") or doors.settings.get("portal") or DEFAULT_ORIGIN
    url = doors.settings.get("url_production")
    asked = statuses or (AskedStatuses(url) if url else OwnRecords())
    window = SingleWindow(origin=origin, signatures=EcdsaSignatures(), statuses=asked)
    days = ChineseWorkingDays()
    watched = replace(keys, due=waits(days, doors.policy))
    return Blueprint(
        name="delivery",
        aggregates=[histories.key, histories.consignment, histories.certificate, histories.quarantine],
        announce=announce,
        tells=Delivery,
        routes=lambda door: routes(door, histories, window),
        follow=follow,
        hears={"application": Application, "production": Production, "registration": Registration},
        react=react,
        views=[parcels, watched, bindings, quarantine],
        timers=lambda door: timers(door, watched, days),
    )


def timers(door: Door, watched: View[Event, KeyRow], days: WorkingDays) -> Sequence[Timer[Any]]:
    """A bound certificate is unbound once its validity ends; a key is not left lying, nor its absence unnoticed (`docs/domain.md §5`, §7)."""

    async def expire(row: BindingRow) -> Sequence[object]:
        return [RecordExpiry(certificate_serial=row.certificate_serial, at=door.doors.clock.now())]

    async def look(row: KeyRow) -> Sequence[object]:
        at = door.doors.clock.now()
        policy = door.doors.policy
        reminder = reminder_due(row, at, days, policy)
        return wishes(row, at, reminder=reminder, unclaimed=at >= unclaimed_from(row, days, policy))

    return [Timer(view=bindings, perform=expire), Timer(view=watched, perform=look)]


def wishes(row: KeyRow, at: datetime, *, reminder: int, unclaimed: bool) -> Sequence[KeyCommand]:
    """What is to be done about a key that stayed too long where it is."""
    case = Case(case_id=row.case_id, application_number=row.application_number)
    match row.state:
        case "in_transit":
            return [SuspectLoss(case=case, leg="to_issuing_body", at=at)]
        case "posted":
            return [SuspectLoss(case=case, leg="to_enterprise", at=at)]
        case "ready_to_collect":
            remind = RemindEnterprise(case=case, reminder=reminder, at=at)
            return [EndUnclaimed(case=case, at=at)] if unclaimed else [remind]
        case "announced" | "at_issuing_body" | "missing" | "written_off" | "unclaimed" | "handed_over" | "received":
            return []


if __name__ == "__main__":
    from chassis.process import run

    run(build, "delivery")
