"""What time is it? The only place that asks the machine; everything else gets time as an argument or through this port."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Calendar time (aware, UTC) for facts, and waiting. Calendar time may be moved; waiting is real or virtual loop time."""

    def now(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...

    def monotonic(self) -> float: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def monotonic(self) -> float:
        return time.monotonic()


class FileClock(SystemClock):
    """Calendar time as a file says it, shared by processes: an ISO instant to stand still at, or `+SECONDS` ahead of the machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        text = self._path.read_text().strip() if self._path.exists() else "+0"
        if text.startswith(("+", "-")):
            return datetime.now(UTC) + timedelta(seconds=float(text))
        return datetime.fromisoformat(text).astimezone(UTC)


def clock_from(setting: str) -> Clock:
    """`EKEY_CLOCK`: empty for the machine's clock, otherwise the path of a clock file."""
    return FileClock(Path(setting)) if setting else SystemClock()
