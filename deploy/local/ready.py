"""How does a process say that it can be used, and how does it hear that it shall end?"""

import asyncio
import json
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import cast


def say_ready(path: Path | None, words: Mapping[str, object]) -> None:
    """Print `words` as one JSON line and, if `path` is given, write them there in one atomic step."""
    line = json.dumps(words)
    print(line, flush=True)
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.write_text(line + "\n")
    unfinished.replace(path)


def read_ready(path: Path) -> dict[str, object] | None:
    """What the process said, or None while it is not ready."""
    try:
        return cast("dict[str, object]", json.loads(path.read_text()))
    except FileNotFoundError:
        return None


async def told_to_stop() -> None:
    """Return at the first SIGTERM or SIGINT."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    await told.wait()


def fail(error: Exception) -> None:
    """End the process with one clear line on standard error and status 1."""
    print(f"error: {error}", file=sys.stderr, flush=True)
    sys.exit(1)
