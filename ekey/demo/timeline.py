"""Which fact crosses services now, and how long after the step before it? (Read from the topics themselves.)"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Protocol, cast

from aiokafka import AIOKafkaConsumer
from rich.console import Console
from rich.text import Text

from ekey.addresses import SERVICES

COLOURS: Final = {
    "registration": "magenta",
    "application": "cyan",
    "verification": "yellow",
    "production": "green",
    "delivery": "blue",
    "tracking": "white",
}
_ENDS: Final = ("Failed", "Rejected", "Refused", "Withdrawn", "Revoked", "Suspended")


class Record(Protocol):
    """A record of a topic, as far as it is read here; `timestamp` in milliseconds."""

    @property
    def topic(self) -> str: ...
    @property
    def timestamp(self) -> int: ...
    @property
    def headers(self) -> Sequence[tuple[str, bytes]]: ...
    @property
    def value(self) -> bytes | None: ...


@dataclass(frozen=True, kw_only=True)
class Step:
    """One fact as it crossed services: when it happened, when it was told; `ms` since the step before of the same `key`.

    `key`: application number, else account or consignment.
    """

    at: str
    told_at: str
    service: str
    event: str
    key: str
    position: int
    ms: int | None


@dataclass(kw_only=True)
class Timeline:
    """Reads every topic, without a group, and prints each fact that is written from `since` (seconds of the epoch) on, once."""

    servers: Sequence[str]
    options: Mapping[str, Any]
    console: Console
    since: float
    as_json: bool = False
    steps: int = 0
    _numbers: dict[str, str] = field(default_factory=dict[str, str])
    _last: dict[str, int] = field(default_factory=dict[str, int])
    _seen: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    async def run(self) -> None:
        """Until it is cancelled."""
        consumer = AIOKafkaConsumer(
            *SERVICES, bootstrap_servers=",".join(self.servers), group_id=None, auto_offset_reset="earliest", **self.options
        )
        await consumer.start()
        try:
            while True:
                for record in await _read(consumer):
                    self.take(record)
        finally:
            await consumer.stop()

    def take(self, record: Record) -> None:
        """Print a record, unless it was read before."""
        step = self._step(record)
        if step is not None and record.timestamp >= self.since * 1000:
            self.steps += 1
            self._print(step)

    def _step(self, record: Record) -> Step | None:
        """The step, or None for what was read before or cannot be read (the services count those)."""
        headers = {name: value.decode(errors="replace") for name, value in record.headers}
        mark = (record.topic, f"{headers.get('ce_epoch')}/{headers.get('ce_position')}")
        if mark in self._seen or "ce_type" not in headers or record.value is None:
            return None
        self._seen.add(mark)
        try:
            told = cast("dict[str, object]", json.loads(record.value))
        except ValueError:
            return None
        subject = headers.get("ce_subject", "")
        number = str(told.get("application_number") or "")
        if number:
            self._numbers[subject] = number
        before, self._last[subject] = self._last.get(subject), record.timestamp
        return Step(
            at=headers["ce_time"],
            told_at=datetime.fromtimestamp(record.timestamp / 1000, UTC).isoformat(timespec="milliseconds"),
            service=record.topic,
            event=headers["ce_type"],
            key=self._numbers.get(subject, subject[:8]),
            position=int(headers["ce_position"]),
            ms=None if before is None else record.timestamp - before,
        )

    def _print(self, step: Step) -> None:
        if self.as_json:
            self.console.print_json(data={"step": asdict(step)}, indent=None)
            return
        line = Text(f"{step.told_at[11:23]}  ")
        line.append(f"{step.service:<13}", COLOURS.get(step.service, ""))
        line.append(f"{step.event:<24}", "bold red" if step.event.endswith(_ENDS) else "bold")
        line.append(f"{step.key:<17}")
        line.append(f"{step.position:>6}", "dim")
        line.append("" if step.ms is None else f"{step.ms:>+8} ms", "dim")
        self.console.print(line, highlight=False, soft_wrap=True)


async def _read(consumer: AIOKafkaConsumer) -> Sequence[Record]:
    """What came within a moment, in the order in which it was written. (The client is annotated only in part.)"""
    batches = cast("Mapping[object, Sequence[Record]]", await consumer.getmany(timeout_ms=200, max_records=500))  # pyright: ignore[reportUnknownMemberType]
    return sorted((record for batch in batches.values() for record in batch), key=lambda record: record.timestamp)
