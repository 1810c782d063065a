"""What is allowed with the key of one case, from the materials to the enterprise's receipt? (`docs/domain.md §7`)"""

from chassis.decider import Decider
from services.delivery.commands.key import KeyCommand
from services.delivery.decider.key.rules import decide
from services.delivery.decider.key.states import (
    Announced,
    AtIssuingBody,
    HandedOver,
    InTransit,
    Missing,
    Posted,
    ReadyToCollect,
    Received,
    State,
    Unclaimed,
    UnderWay,
    Unknown,
    WrittenOff,
    evolve,
)
from services.delivery.events.key import KeyEvent

key: Decider[KeyCommand, State, KeyEvent] = Decider(decide=decide, evolve=evolve, initial=Unknown())

__all__ = [
    "Announced",
    "AtIssuingBody",
    "HandedOver",
    "InTransit",
    "Missing",
    "Posted",
    "ReadyToCollect",
    "Received",
    "State",
    "Unclaimed",
    "UnderWay",
    "Unknown",
    "WrittenOff",
    "key",
]
