"""Which case made this key, and is it at its end?"""

from collections.abc import Sequence
from typing import TypeAlias

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.application.commands.keys import EndKey, KeyCommand, RecordKey
from services.application.events.keys import KeyEnded, KeyEvent, KeyRecorded


@value
class Unheard:
    """Nothing was heard of it: a key from before this system, or one whose issue is still under way to us."""


@value
class Recorded:
    """A case made it."""

    recorded: KeyRecorded


@value
class Gone:
    """It is at its end."""

    ended: KeyEnded


State: TypeAlias = Unheard | Recorded | Gone


def decide(command: KeyCommand, state: State) -> Sequence[KeyEvent]:
    """The table of one key."""
    match command, state:
        case RecordKey(), Unheard():
            return [record(command)]
        case RecordKey(), Recorded():
            return record_again(command, state)
        case RecordKey(), Gone():
            return record_gone(command, state)
        case EndKey(), Unheard():
            return [KeyEnded(key=command.key, case_id=None, how=command.how, ended_at=command.at)]
        case EndKey(), Recorded():
            return [KeyEnded(key=command.key, case_id=state.recorded.case_id, how=command.how, ended_at=command.at)]
        case EndKey(), Gone():
            return []


def record(command: RecordKey) -> KeyRecorded:
    """The case that made it is known from now on."""
    return KeyRecorded(key=command.key, case_id=command.case_id, recorded_at=command.at)


def record_again(command: RecordKey, state: Recorded) -> Sequence[KeyEvent]:
    """A serial belongs to one case for ever."""
    if state.recorded.case_id != command.case_id:
        raise Refused("serial_taken", zh="该证书序列号属于另一项申请", en="that serial belongs to another application")
    return []


def record_gone(command: RecordKey, state: Gone) -> Sequence[KeyEvent]:
    """Its end was heard before its issue: now the case can be told."""
    if state.ended.case_id is not None:
        return []
    ended = KeyEnded(key=command.key, case_id=command.case_id, how=state.ended.how, ended_at=state.ended.ended_at)
    return [record(command), ended]


def evolve(state: State, event: KeyEvent) -> State:
    """Recorded, then gone."""
    match event:
        case KeyRecorded():
            return Recorded(recorded=event)
        case KeyEnded():
            return Gone(ended=event)


key: Decider[KeyCommand, State, KeyEvent] = Decider(decide=decide, evolve=evolve, initial=Unheard())
