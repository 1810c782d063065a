"""When is the time of an application over that nobody acts on?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chassis.doors import Doors
from services.application.commands.case import LapseCase
from services.application.ports import Profiles
from services.application.projections import Waiting


class Lapses:
    """When does an application lapse, by the policy that was in force when somebody last acted on it?"""

    def __init__(self, doors: Doors, profiles: Profiles) -> None:
        self._doors = doors
        self._profiles = profiles

    def lapses_at(self, row: Waiting) -> datetime:
        """The instant at which its time is over."""
        return row.since + self._limit(row, "correction.lapse" if row.in_correction else "draft.lapse")

    async def lapse(self, row: Waiting) -> Sequence[LapseCase]:
        """End it, unless its applicant acted in this very moment."""
        untouched, uncorrected = self._limit(row, "draft.lapse"), self._limit(row, "correction.lapse")
        now = self._doors.clock.now()
        return [LapseCase(case_id=row.case_id, untouched=untouched, uncorrected=uncorrected, at=now)]

    def _limit(self, row: Waiting, key: str) -> timedelta:
        profile = self._profiles.of(row.credit_code, row.issuing_body)
        return self._doors.policy.in_force(row.since, profile).duration(key)
