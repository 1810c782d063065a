"""Who must hurry? Loops sleep until something was stored, or until they poll anyway."""

import asyncio

from chassis.clock import Clock


class Wake:
    """A bell that any number of loops wait for, each with a poll of its own as the fallback."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rung = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Something was stored."""
        self._rung += 1
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    @property
    def rung(self) -> int:
        """How often the bell rang: look before working, so that no ring is missed."""
        return self._rung

    async def wait(self, seconds: float, *, since: int) -> None:
        """Until the bell rang after `since`, at most so long."""
        if self._rung != since:
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            async with asyncio.timeout(seconds):
                await future
        except TimeoutError:
            return
        finally:
            self._waiting.discard(future)
