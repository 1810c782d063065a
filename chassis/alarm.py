"""What is due? Rows whose time has come are performed, by one process at a time, and heard in the unit that stores what follows."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from pydantic import TypeAdapter

from chassis.actor import service_actor
from chassis.clock import Clock
from chassis.decider import Refused
from chassis.handler import Handler
from chassis.store import Leases, StoredRow, Unavailable, Views
from chassis.telemetry import log
from chassis.timer import Timer
from chassis.unit import TimerHeard
from chassis.wake import Wake

TIMER_UNITS = UUID("b3bb3bd6-7ef2-4c8e-8b58-0d5ff6a3a6c0")
LEASE_SECONDS = 30.0


class Alarm:
    """The loop of one timer."""

    def __init__(
        self,
        *,
        service: str,
        timer: Timer[Any],
        handler: Handler,
        views: Views,
        leases: Leases,
        clock: Clock,
        holder: UUID,
        wake: Wake,
        poll: float = 0.5,
    ) -> None:
        self._service = service
        self._timer = timer
        self._handler = handler
        self._views = views
        self._leases = leases
        self._clock = clock
        self._holder = holder
        self._wake = wake
        self._poll = poll
        self._shape: TypeAdapter[Any] = TypeAdapter(timer.view.row)
        self._failures: dict[str, tuple[int, Any]] = {}

    @property
    def table(self) -> str:
        """The view it watches."""
        return self._timer.view.table

    async def run(self) -> None:
        """Watch for ever."""
        while True:
            rung = self._wake.rung
            try:
                done = await self.step()
            except Unavailable as error:
                log.info("timer_waits", view=self._timer.view.table, error=type(error).__name__)
                done = 0
            if not done:
                await self._wake.wait(self._poll, since=rung)

    async def step(self) -> int:
        """Everything due now; answers how many rows were heard."""
        name = f"timer:{self._timer.view.table}"
        if await self._leases.take(name, self._holder, at=self._clock.now(), seconds=LEASE_SECONDS) is None:
            return 0
        due = await self._views.due(self._timer.view.table, self._clock.now(), limit=50)
        return sum([await self._perform(row) for row in due if self._may_try(row)])

    def _may_try(self, row: StoredRow) -> bool:
        failed = self._failures.get(row.key)
        return failed is None or failed[1] <= self._clock.now()

    async def _perform(self, row: StoredRow) -> bool:
        try:
            commands = await self._timer.perform(self._shape.validate_json(row.row))
            await self._handler.handle(
                commands,
                unit=uuid5(TIMER_UNITS, f"{self._service}/{self._timer.view.table}/{row.key}/{row.position}"),
                actor=service_actor(self._service),
                at=self._clock.now(),
                cause=f"timer:{self._timer.view.table}/{row.key}",
                correlation=uuid5(TIMER_UNITS, row.key),
                timers=[TimerHeard(view=self._timer.view.table, key=row.key, position=row.position)],
            )
        except Unavailable:
            raise
        except (Refused, Exception) as error:
            self._back_off(row, error)
            return False
        self._failures.pop(row.key, None)
        return True

    def _back_off(self, row: StoredRow, error: Exception) -> None:
        count = self._failures.get(row.key, (0, None))[0] + 1
        self._failures[row.key] = (count, self._clock.now() + timedelta(seconds=min(2**count, 300)))
        log.warning("timer_failed", view=self._timer.view.table, tries=count, error=type(error).__name__)
