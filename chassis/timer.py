"""What must be done later, or outside? A timer watches the due rows of a view and performs each once its time has come."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from chassis.view import View

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Timer(Generic[R]):
    """`perform(row) -> commands`, for every row of `view` whose `due(row)` lies in the past.

    The row counts as heard in the unit that stores what the commands decide, even if they decide nothing. `perform` may do an
    outside effect first (send a mail); it runs at least once, so the effect needs a stable identity. An error backs off and is tried again.
    """

    view: View[Any, R]
    perform: Callable[[R], Awaitable[Sequence[object]]]
