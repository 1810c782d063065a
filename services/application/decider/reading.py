"""Was this reading of somebody's application recorded (`docs/domain.md §9`)?"""

from collections.abc import Sequence
from typing import TypeAlias

from chassis.decider import Decider
from chassis.messages import value
from services.application.commands.reading import ReadingCommand, RecordFormRead, RecordScanRead
from services.application.events.reading import FormRead, ReadingEvent, ScanRead


@value
class Unread:
    """Nothing was shown yet."""


@value
class Read:
    """It was recorded."""


State: TypeAlias = Unread | Read


def decide(command: ReadingCommand, state: State) -> Sequence[ReadingEvent]:
    """Each reading has a stream of its own, so that the case is not held up by its readers."""
    match command, state:
        case RecordFormRead(), Unread():
            return [FormRead(read_id=command.read_id, case_id=command.case_id, round=command.round, read_at=command.at)]
        case RecordScanRead(), Unread():
            return [record_scan(command)]
        case RecordFormRead() | RecordScanRead(), Read():
            return []


def record_scan(command: RecordScanRead) -> ScanRead:
    """A scan of this round was opened."""
    return ScanRead(
        read_id=command.read_id,
        case_id=command.case_id,
        round=command.round,
        slot=command.slot,
        page=command.page,
        read_at=command.at,
    )


def evolve(state: State, event: ReadingEvent) -> State:
    """Recorded once."""
    return Read()


reading: Decider[ReadingCommand, State, ReadingEvent] = Decider(decide=decide, evolve=evolve, initial=Unread())
