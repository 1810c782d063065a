"""How do stored announcements reach the topic? One leader copies them in order and saves its cursor after the acknowledgement."""

import asyncio
from uuid import UUID

from chassis.clock import Clock
from chassis.envelope import wrap
from chassis.store import Leases, Store, Unavailable
from chassis.telemetry import log
from chassis.topic import Publisher
from chassis.wake import Wake

LEASE = "relay"
LEASE_SECONDS = 10.0
PAGE = 1000


class Relay:
    """The relay of one process. Several may run: only the lease's holder sends, and only a cursor that it still owns is saved."""

    def __init__(
        self,
        *,
        service: str,
        store: Store,
        leases: Leases,
        publisher: Publisher,
        clock: Clock,
        holder: UUID,
        wake: Wake,
        poll: float = 0.2,
    ) -> None:
        self._service = service
        self._store = store
        self._leases = leases
        self._publisher = publisher
        self._clock = clock
        self._holder = holder
        self._wake = wake
        self._poll = poll
        self.leading = False

    async def run(self) -> None:
        """Copy for ever; trouble with database or broker is waited out."""
        pause = 0.0
        try:
            while True:
                try:
                    rung = self._wake.rung
                    sent = await self.step()
                    pause = 0.0
                    if not sent:
                        await self._wake.wait(self._poll, since=rung)
                except (Unavailable, OSError, TimeoutError, ConnectionError) as error:
                    self.leading = False
                    pause = min(2 * pause + 0.1, 5.0)
                    log.warning("relay_waits", service=self._service, error=type(error).__name__)
                    await self._clock.sleep(pause)
        finally:
            await self._give_up()

    async def step(self) -> int:
        """One page; answers how many announcements were sent (0 also while another leads)."""
        cursor = await self._leases.take(LEASE, self._holder, at=self._clock.now(), seconds=LEASE_SECONDS)
        self.leading = cursor is not None
        if cursor is None:
            return 0
        head = await self._store.head()
        page = await self._store.announcements(after=cursor, limit=PAGE, until=head.position)
        if page:
            await self._publisher.send([wrap(told, service=self._service) for told in page])
        end = page[-1].position if len(page) == PAGE else head.position
        if end > cursor:
            await self._leases.save(LEASE, self._holder, epoch=head.epoch, start=cursor, end=end)
        return len(page)

    async def _give_up(self) -> None:
        try:
            async with asyncio.timeout(2):
                await self._leases.give_up(LEASE, self._holder)
        except (Unavailable, TimeoutError):
            log.info("lease_left_to_expire", service=self._service)
