"""What time is it in a world with a clock of its own? It goes on from where it was set."""

from datetime import datetime
from pathlib import Path

from chassis.clock import SystemClock


def move(clock: Path, instant: datetime) -> None:
    """Set the clock file that all processes read (`EKEY_CLOCK`).

    It does not stand still: whoever waits a second before trying again would wait for ever.
    """
    ahead = (instant - SystemClock().now()).total_seconds()
    written = clock.with_name(f"{clock.name}.new")
    written.write_text(f"{ahead:+.3f}")
    written.replace(clock)
