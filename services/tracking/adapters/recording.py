"""How are deadlines recorded? When one is up, after a moment's rest: what was done just in time is perhaps still on its way here."""

from collections.abc import Sequence

from chassis.door import Door
from chassis.view import View
from services.tracking.commands import CaseCommand, RecordMiss
from services.tracking.events import Event
from services.tracking.projections.limits.counting import Rules
from services.tracking.projections.limits.deadlines import DeadlineRow, due_commands

REST = 1.0
RESTED_FOR = 5.0


class Recorder:
    """Performs the rows of the view that the clock watches. A miss that is told too early all the same is taken back later."""

    def __init__(self, door: Door, rules: Rules, watched: View[Event, DeadlineRow]) -> None:
        self._door = door
        self._rules = rules
        self._watched = watched
        self._rested_at: float | None = None

    async def record(self, row: DeadlineRow) -> Sequence[CaseCommand]:
        """What is to be recorded of this case now."""
        clock = self._door.doors.clock
        commands = due_commands(row, self._rules, clock.now())
        if not any(isinstance(command, RecordMiss) for command in commands):
            return commands
        await self._rest()
        fresh = await self._door.get(self._watched, str(row.case_id))
        return due_commands(fresh or row, self._rules, clock.now())

    async def _rest(self) -> None:
        """Once for all rows that are due together."""
        clock = self._door.doors.clock
        if self._rested_at is None or clock.monotonic() - self._rested_at > RESTED_FOR:
            await clock.sleep(REST)
            self._rested_at = clock.monotonic()
