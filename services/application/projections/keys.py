"""Which row does a fact touch?"""

from collections.abc import Sequence
from typing import TypeGuard, get_args

from services.application.events import Event
from services.application.events.case import CaseEvent


def case_of(event: Event) -> Sequence[str]:
    """The case, where the fact is one of a case."""
    return [str(event.case_id)] if of_a_case(event) else []


def of_a_case(event: Event) -> TypeGuard[CaseEvent]:
    """Whether it happened to a case, and not to a name, a slot or the like."""
    return isinstance(event, get_args(CaseEvent))
