"""How does an operator mend a running system? A parked message tried or given up, a view folded again, an unknown type heard again."""

from collections.abc import Callable
from typing import Final
from uuid import uuid4

from ekey.client import Operator, Unanswered
from ekey.operate import ONE, Json

LONGEST_REBUILD: Final = 100_000


def trial(operator: Operator, service: str, place: str) -> Json:
    """A parked message and what it would do now; nothing is stored. `place` is PRODUCER/EPOCH/POSITION. Raises `Unanswered`."""
    return operator.ask(service, f"/operate/parked/{checked(place)}", ONE)


def retry(operator: Operator, service: str, place: str) -> Json:
    """Try a parked message now: `{freed: bool}`. Raises `Unanswered`."""
    return operator.tell(service, f"/operate/parked/{checked(place)}/retry", {}, ONE)


def skip(operator: Operator, service: str, place: str, reason: str) -> Json:
    """Give a parked message up, with the reason, which is recorded: `{freed: bool}`. Raises `Unanswered`."""
    return operator.tell(service, f"/operate/parked/{checked(place)}/skip", {"reason": reason}, ONE)


def rehear(operator: Operator, service: str) -> Json:
    """Hear again what was recorded as of an unknown type and is known now: `{reheard: count}`. Raises `Unanswered`."""
    return operator.tell(service, "/operate/rehear", {}, ONE, once=str(uuid4()))


def rebuild(operator: Operator, service: str, view: str, progress: Callable[[int, int], None]) -> Json:
    """Fold a view again beside the live one, compare, use it; `progress(position, head)` is told after each step.

    It goes on where an interrupted rebuild stopped. Raises `Unanswered`.
    """
    for _ in range(LONGEST_REBUILD):
        told = operator.tell(service, f"/operate/views/{view}/rebuild", {}, ONE)
        progress(int(str(told["position"])), int(str(told["head"])))
        if told.get("used"):
            return told
    raise Unanswered(f"{view} does not come to an end: facts are stored faster than they are folded")


def checked(place: str) -> str:
    """The place of a parked message itself. Raises `Unanswered` for what is none."""
    parts = place.split("/")
    if len(parts) != 3 or not (parts[0].isalpha() and parts[1].isdigit() and parts[2].isdigit()):
        raise Unanswered(f"{place!r} is no place of a message: PRODUCER/EPOCH/POSITION, as `ekey parked` lists it")
    return place
