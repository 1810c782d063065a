"""How long did it take? Working days in official hands over all rounds, and calendar days in all (docs/domain.md §5)."""

from collections.abc import Sequence
from datetime import date, datetime

from services.tracking.projections.limits.stretches import earliest, end_of_case, stretches
from services.tracking.projections.sets import found
from services.tracking.values.application import MaterialsConfirmed
from services.tracking.values.delivery import ReceiptConfirmed
from services.tracking.values.limits import LimitName
from services.tracking.values.told import Told
from services.tracking.values.working_days import Calendars, day_of

OFFICIAL: frozenset[LimitName] = frozenset({"verification", "review_and_production", "courier", "notify_limit", "replacement"})


def official_working_days(facts: Sequence[Told], calendars: Calendars, now: datetime) -> int:
    """The working days on which the case or the key was with a desk, the provider, its courier or the counter; each day once."""
    days: set[date] = set()
    for stretch in stretches(facts):
        if stretch.id.name in OFFICIAL:
            end = stretch.ended_at or now
            passed = calendars.newest.until(day_of(stretch.started_at), day_of(end))
            days |= {day.date for day in passed if day.working}
    return len(days)


def calendar_days(facts: Sequence[Told], now: datetime) -> int:
    """The days from the first Confirm Upload to the receipt of the key, or to the end of the case; until now while neither happened."""
    began = earliest(told.at for told, _ in found(facts, MaterialsConfirmed))
    if began is None:
        return 0
    received = [told.at for told, _ in found(facts, ReceiptConfirmed)]
    return (day_of(earliest([*received, end_of_case(facts)]) or now) - day_of(began)).days
