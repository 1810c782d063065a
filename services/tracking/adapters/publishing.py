"""What happens when a calendar has come out? At the next start each case with an open provisional deadline is told, once (docs/states.md §7, 33)."""

from chassis.actor import service_actor
from chassis.door import Door
from chassis.view import View
from services.tracking.commands import ApplyCalendar
from services.tracking.events import Event
from services.tracking.projections.limits.counting import Rules
from services.tracking.projections.limits.deadlines import DeadlineRow

PAGE = 200


async def publish(door: Door, *, rules: Rules, watched: View[Event, DeadlineRow]) -> None:
    """Apply the newest calendar; without one that came out later there is nothing to do."""
    if not rules.calendars.later:
        return
    after, version = "", rules.calendars.newest.version
    while page := await door.find(watched, tags=["provisional"], after=after, limit=PAGE):
        for row in page:
            await apply(door, row, version)
        after = watched.order(page[-1])


async def apply(door: Door, row: DeadlineRow, version: str) -> None:
    at, unit = door.doors.clock.now(), door.doors.chance.uuid()
    await door.handling.handle(
        [ApplyCalendar(case_id=row.case_id, calendar=version, at=at)],
        unit=unit,
        actor=service_actor(door.name),
        at=at,
        cause="start",
        correlation=unit,
    )
