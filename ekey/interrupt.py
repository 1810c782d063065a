"""How does a command end in order when somebody says stop?"""

import asyncio
import signal
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(Exception):
    """A signal ended the work, and everything it had started ended in order."""

    def __init__(self, number: int) -> None:
        super().__init__(f"stopped by {signal.Signals(number).name}")
        self.number = number


def run(work: Coroutine[object, object, T]) -> T:
    """`asyncio.run`, whose work the first SIGINT, SIGTERM or SIGHUP cancels; later ones wait for its end. Raises `Interrupted`."""
    return asyncio.run(_stoppable(work))


async def _stoppable(work: Coroutine[object, object, T]) -> T:
    told: list[int] = []
    task = asyncio.ensure_future(work)

    def stop(number: int) -> None:
        if not told:
            task.cancel()
        told.append(number)

    for number in SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, stop, number)
    try:
        return await task
    except asyncio.CancelledError:
        if told:
            raise Interrupted(told[0]) from None
        raise
