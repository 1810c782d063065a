"""What does an operator want to know of a running system, and where is it asked?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from ekey.addresses import SERVICES
from ekey.client import Operator, Unanswered

A = TypeVar("A")
Json: TypeAlias = dict[str, object]
ONE: Final = TypeAdapter(Json)
MANY: Final = TypeAdapter(list[Json])
NUMBER: Final = re.compile(r"EK-[0-9A-HJKMNP-TV-Z]{12}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class History:
    """A stream as a service stored it."""

    service: str
    stream: Json


def status(operator: Operator, number: str) -> Json:
    """Where an application stands, as tracking tells it. Raises `Unanswered`."""
    return of_case(operator, number, "", ONE)


def trail(operator: Operator, number: str) -> list[Json]:
    """All that happened to an application, across services, in order. Raises `Unanswered`."""
    return of_case(operator, number, "/trail", MANY)


def of_case(operator: Operator, number: str, what: str, form: TypeAdapter[A]) -> A:
    """What tracking answers below the case of this number. Raises `Unanswered`."""
    try:
        return operator.ask("tracking", f"/cases/{checked(number)}{what}", form)
    except Unanswered as error:
        if error.status == 404:
            raise Unanswered(f"no application has the number {number}", status=404) from None
        raise


def checked(number: str) -> str:
    """The application number itself. Raises `Unanswered` for what is none."""
    if not NUMBER.fullmatch(number):
        raise Unanswered(f"{number!r} is no application number: EK- and twelve digits or capital letters without I, L, O, U")
    return number


def histories(operator: Operator, wanted: str, services: Sequence[str]) -> list[History]:
    """The streams of this id (of an application number: of its case) at these services. Raises `Unanswered` if there is none."""
    stream = stream_id(operator, wanted)
    found = [one for service in services for one in _history(operator, service, stream)]
    if not found:
        raise Unanswered(f"no stream {stream} at {', '.join(services)}", status=404)
    return found


def stream_id(operator: Operator, wanted: str) -> UUID:
    """The stream that is meant: a UUID, or the case of an application number. Raises `Unanswered`."""
    try:
        return UUID(wanted)
    except ValueError:
        case = status(operator, wanted).get("case_id")
    if not isinstance(case, str):
        raise Unanswered(f"tracking does not say which case {wanted} is: name the stream itself")
    return UUID(case)


def _history(operator: Operator, service: str, stream: UUID) -> Iterator[History]:
    try:
        yield History(service=service, stream=operator.ask(service, f"/operate/streams/{stream}", ONE))
    except Unanswered as error:
        if error.status != 404:
            raise


def parked(operator: Operator, services: Sequence[str] = SERVICES) -> list[Json]:
    """Every parked message, with the `service` that parked it. Raises `Unanswered`."""
    return [{"service": one, **message} for one in services for message in operator.ask(one, "/operate/parked", MANY)]


def progress(operator: Operator, services: Sequence[str] = SERVICES) -> list[Json]:
    """Where each service stands. A service that does not answer is told as such: `{service, error}`."""
    return [_progress(operator, service) for service in services]


def _progress(operator: Operator, service: str) -> Json:
    try:
        return operator.ask(service, "/operate/progress", ONE)
    except Unanswered as error:
        if error.status or service == "registration":
            raise
        return {"service": service, "error": str(error)}


def resync(operator: Operator, service: str, producer: str, shard: int) -> Json:
    """Let a stopped shard go on from what survived at its producer: `{to: position}`. Raises `Unanswered`."""
    return operator.tell(service, "/operate/resync", {"producer": producer, "shard": shard}, ONE)
