"""How does a calendar come out? As a file that is named at the next start; open provisional deadlines move, and a miss may be taken back."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from chassis.testing import SeededChance, make_service, memory_doors, memory_world, say, staff
from chassis.virtual import VirtualClock, run_virtual
from services.tracking.adapters.calendars import calendars_from, library_calendar
from services.tracking.main import build
from tests.tracking.cast import NUMBER, Journey

BODIES = str(Path(__file__).parent / "bodies.yaml")
STARTED = datetime(2026, 12, 30, 2, 0, tzinfo=UTC)
PUBLISHED = """
years:
  - version: "State Council 2027"
    published_at: 2027-01-05T10:00:00+08:00
    year: 2027
    holidays:
      - {zh: 元旦, en: New Year's Day, days_off: [2027-01-01, 2027-01-02, 2027-01-03, 2027-01-04], make_up: [2027-01-10]}
"""


def published(folder: Path, text: str = PUBLISHED) -> str:
    file = folder / "calendar.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_without_a_file_there_is_the_librarys_calendar_only() -> None:
    assert calendars_from({}).first == library_calendar()
    assert calendars_from({}).later == ()


def test_a_file_adds_a_year_with_its_days_off_and_make_up_days(tmp_path: Path) -> None:
    newest = calendars_from({"calendar": published(tmp_path)}).newest
    assert (newest.version, newest.last) == ("State Council 2027", 2027)
    assert newest.day(date(2027, 1, 4)).reason.zh == "元旦"
    assert newest.day(date(2027, 1, 10)).working
    assert newest.day(date(2026, 2, 14)).working


def test_a_calendar_counts_from_its_publication_on(tmp_path: Path) -> None:
    calendars = calendars_from({"calendar": published(tmp_path)})
    assert calendars.known(datetime(2027, 1, 5, 1, 59, tzinfo=UTC)).later == ()
    assert calendars.known(datetime(2027, 1, 5, 2, 0, tzinfo=UTC)).newest.last == 2027


def test_a_year_that_the_library_knows_is_the_librarys(tmp_path: Path) -> None:
    text = PUBLISHED.replace("2027", "2026")
    assert calendars_from({"calendar": published(tmp_path, text)}).later == ()


def test_a_gap_between_the_years_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="comes before that of 2027"):
        calendars_from({"calendar": published(tmp_path, PUBLISHED.replace("year: 2027", "year: 2028"))})


def test_a_publication_without_a_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        calendars_from({"calendar": published(tmp_path, PUBLISHED.replace("+08:00", ""))})


def test_a_miss_that_a_published_calendar_undoes_is_taken_back_after_the_next_start(tmp_path: Path) -> None:
    async def run() -> None:
        clock = VirtualClock(STARTED)
        async with memory_world({"tracking": build}, clock=clock, settings={"bodies": BODIES}) as world:
            for message in Journey(start=STARTED).drafted().confirmed().told:
                await say(world, message.envelope.producer, message.heard, at=message.envelope.at)
            await world.settle()
            clock.set(datetime(2027, 1, 4, 17, 0, tzinfo=UTC))
            await clock.sleep(3)
            await world.settle()
            await world.services["tracking"].stop()

            clock.set(datetime(2027, 1, 5, 3, 0, tzinfo=UTC))
            settings = {"bodies": BODIES, "calendar": published(tmp_path)}
            doors = memory_doors(
                clock=clock, vault=world.vault, mail=world.mail, chance=SeededChance(9), folder=tmp_path, settings=settings
            )
            again = world.services["tracking"] = make_service(world, "tracking", build, doors)
            await again.start()
            await clock.sleep(3)
            await world.settle()

            told = await again.ports.database.store.announcements(after=0, limit=100)
            assert [announcement.type for announcement in told] == ["DeadlineMissed", "DeadlineMissVoided"]
            async with world.client("tracking", staff("auditor", body="MOFCOM")) as client:
                [limit] = (await client.get(f"/cases/{NUMBER}")).json()["limits"]
                events = [line["event"] for line in (await client.get(f"/cases/{NUMBER}/trail")).json()]
            assert (limit["due"], limit["state"], limit["provisional"]) == ("2027-01-06", "open", False)
            assert limit["calendar"] == "State Council 2027"
            assert events[-2:] == ["DeadlineMissed", "MissVoided"]
            assert clock.now() < datetime(2027, 1, 5, 3, 0, tzinfo=UTC) + timedelta(minutes=5)

    run_virtual(run())
