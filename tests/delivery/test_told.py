"""Is what happens to a key on its way told in the right words, heard in the right words, and looked after in time?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chassis.clock import SystemClock
from chassis.testing import MemoryWorld, enterprise, memory_world, say, staff
from contracts import delivery as told
from contracts import production, registration
from services.delivery.adapters import ChineseWorkingDays
from services.delivery.announcements import announce
from services.delivery.commands.certificate import RecordExpiry
from services.delivery.commands.key import ConfirmKeyLoss, FindKey, MissKey, NoteMailFailure
from services.delivery.commands.quarantine import QuarantineKey
from services.delivery.consequences import follow
from services.delivery.events import Event
from services.delivery.main import build
from services.delivery.reactions import react
from tests.delivery import cast
from tests.delivery.test_projections import key_row
from tests.delivery.test_reactions import consignment_dispatched, key_dispatched, materials

NUMBER = cast.case.application_number
RECEIVER = staff("receiver")
HERON = enterprise(cast.heron)

TOLD = [
    (cast.key_missing, told.KeyMissing),
    (cast.key_found, told.KeyFound),
    (cast.loss_confirmed, told.KeyLossConfirmed),
    (cast.unclaimed, told.KeyUnclaimed),
    (cast.suspected_on_second_leg, told.LostParcelSuspected),
    (cast.reminded, told.PickUpReminded),
    (cast.old_key_lost, told.OldKeyDeclaredLost),
    (cast.quarantined, told.KeyQuarantined),
    (cast.rerouted, told.KeyRerouted),
    (cast.destroyed, told.KeyDestroyed),
]
SILENT = [
    cast.closed_short,
    cast.parcel_lost,
    cast.parcel_found,
    cast.parcel_written_off,
    cast.stray_scanned,
    cast.reroute_proposed,
    cast.key_expired,
    cast.mail_failed,
    cast.mail_settled,
]


@pytest.mark.parametrize(("event", "kind"), TOLD, ids=lambda found: getattr(found, "__name__", ""))
def test_others_are_told_of_the_fate_of_a_key(event: Event, kind: type) -> None:
    said = announce(event)
    assert said is not None
    assert type(said) is kind
    for name, value in said.model_dump().items():
        known = {"case_id": cast.case.case_id, "application_number": NUMBER}
        assert value == known.get(name, getattr(event, name, None))


@pytest.mark.parametrize("event", SILENT, ids=lambda event: type(event).__name__)
def test_what_a_body_notes_for_itself_is_not_told(event: Event) -> None:
    assert announce(event) is None


def test_what_happens_to_a_parcel_happens_to_each_of_its_keys() -> None:
    assert [type(c) for c in follow(cast.closed_short)] == [MissKey]
    assert [type(c) for c in follow(cast.parcel_lost)] == [MissKey, MissKey]
    assert [type(c) for c in follow(cast.parcel_found)] == [FindKey, FindKey]
    assert [type(c) for c in follow(cast.parcel_written_off)] == [ConfirmKeyLoss, ConfirmKeyLoss]
    assert [type(c) for c in follow(cast.stray_scanned)] == [QuarantineKey]
    assert follow(cast.expired) == [cast.expire_key]


def test_an_expiry_and_a_bounced_mail_are_heard() -> None:
    expiry = production.CertificateExpired(
        case_id=cast.case.case_id, serial="C-1", login_name="heron", expired_at=cast.three_years
    )
    assert react(expiry) == [RecordExpiry(certificate_serial="C-1", at=cast.three_years)]
    assert react(bounced("ready_to_collect")) == [NoteMailFailure(case=cast.case, purpose="ready_to_collect", at=cast.wednesday)]
    assert react(bounced("correction_needed")) == []


def bounced(purpose: Any) -> registration.MailFailed:
    return registration.MailFailed(
        case_id=cast.case.case_id,
        application_number=NUMBER,
        purpose=purpose,
        reason="refused",
        failed_at=cast.wednesday,
    )


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-02-12", 5, "2026-02-27"),
        ("2026-02-13", 2, "2026-02-25"),
        ("2026-02-12", 2, "2026-02-15"),
        ("2026-12-28", 5, "2027-01-06"),
    ],
)
def test_working_days_are_over_at_midnight_of_the_last(start: str, days: int, end: str) -> None:
    """docs/domain.md §5, known answers: 24:00 of the due date in Shanghai."""
    at = datetime.fromisoformat(f"{start}T10:00:00+08:00")
    assert ChineseWorkingDays().after(at, days).isoformat() == f"{end}T00:00:00+08:00"


class MovedClock(SystemClock):
    """The machine's clock, ahead by as much as a test wants."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


async def asked(world: MemoryWorld, who: Any, method: str, path: str, body: Any = None) -> Any:
    async with world.client("delivery", who) as client:
        answer = await client.request(method, path, json=body)
    assert answer.is_success, answer.text
    return answer.json()


def stored(world: MemoryWorld) -> list[str]:
    return [fact.type for fact in world.servers["delivery"].facts]


async def until(world: MemoryWorld, kind: str, count: int = 1) -> None:
    for _ in range(100):
        if stored(world).count(kind) >= count:
            break
        await world.clock.sleep(0.05)
    assert stored(world).count(kind) == count
    await world.settle()


async def test_a_key_is_suspected_late_reminded_of_and_at_last_goes_back() -> None:
    """docs/states.md §7, 14: reminders every 10 working days, back after 60."""
    clock = MovedClock()
    async with memory_world({"delivery": build}, clock=clock, twice=True) as world:
        now = clock.now()
        sent = key_dispatched.model_copy(update={"dispatched_at": now})
        await say(world, "production", consignment_dispatched.model_copy(update={"dispatched_at": now}), sent)
        await say(world, "application", materials)
        await world.settle()
        clock.ahead += timedelta(days=20)
        await until(world, "LossSuspected")
        await asked(world, RECEIVER, "POST", f"/parcels/{cast.parcel_id}/scan-in", {"token_serial": "T-1"})
        await asked(world, RECEIVER, "POST", f"/keys/{NUMBER}/notify")
        await world.settle()
        await say(world, "registration", bounced("ready_to_collect"))
        await world.settle()
        [key] = await asked(world, RECEIVER, "GET", "/keys")
        assert (key["mail_failed"], key["suspected_lost"]) == (True, False)
        await asked(world, RECEIVER, "POST", f"/keys/{NUMBER}/mail-failure/settled")
        clock.ahead += timedelta(days=30)
        await until(world, "EnterpriseReminded")
        clock.ahead += timedelta(days=120)
        await until(world, "KeyUnclaimed")
        [key] = await asked(world, HERON, "GET", "/keys")
        assert (key["state"], key["mail_failed"]) == ("unclaimed", False)
        assert key["reminders"] >= 1


async def test_a_damaged_key_that_cannot_come_back_needs_a_statement() -> None:
    """docs/states.md §7, 16; example E12."""
    async with memory_world({"delivery": build}, twice=True) as world:
        await say(world, "production", consignment_dispatched, key_dispatched)
        damaged = materials.model_copy(update={"kind": "reissue", "loss": "damaged"})
        await say(world, "application", damaged)
        await world.settle()
        await asked(world, RECEIVER, "POST", f"/parcels/{cast.parcel_id}/scan-in", {"token_serial": "T-1"})
        assert (await asked(world, HERON, "GET", f"/keys/{NUMBER}"))["old_key_due"]
        said = await asked(world, RECEIVER, "POST", f"/keys/{NUMBER}/old-key-lost", {"statement_signed": True})
        assert said == {"number": NUMBER, "old_key_due": False}
        assert not (await asked(world, HERON, "GET", f"/keys/{NUMBER}"))["old_key_due"]


def test_a_view_of_a_key_remembers_where_it_was() -> None:
    before = (cast.announced, cast.expected, cast.scanned_in)
    row = key_row(*before, cast.key_missing)
    assert (row.state, row.former, row.missing) == ("missing", "at_issuing_body", "parcel_lost")
    assert key_row(*before, cast.key_missing, cast.key_found) == replace(key_row(*before), since=cast.thursday)
