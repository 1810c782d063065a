"""Do the doors of verification open, and to whom?"""

import json
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from chassis.actor import Actor
from chassis.store import StoredAnnouncement
from chassis.store.memory import MemoryStore
from chassis.testing import MemoryWorld, enterprise, memory_world, say, staff
from chassis.virtual import VirtualClock
from contracts import application as told
from services.verification.main import build
from tests.verification.cast import ITEMS, account_id, case_id, number
from tests.verification.test_reactions import confirmed

BODIES = "bodies: [{code: NB, kind: issuing}, {code: ZJ, kind: issuing}, {code: QX, kind: provider}]"

v1 = staff("verifier", body="NB", person=1)
v2 = staff("verifier", body="NB", person=2)
r1 = staff("reviewer", body="QX", person=11)
v1_at_the_provider = staff("reviewer", body="QX", person=1)
stranger = staff("verifier", body="ZJ", person=3)
receiver = staff("receiver", body="NB", person=4)
owner = enterprise(account_id)
neighbour = enterprise(UUID(int=5))


@dataclass
class Desks:
    """The running service, and how to ask it."""

    world: MemoryWorld
    clock: VirtualClock

    async def ask(self, who: Actor | None, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        async with self.world.client("verification", who) as client:
            content = None if body is None else json.dumps(body).encode()
            return await client.request(method, path, content=content, headers={"Content-Type": "application/json"} | headers)

    async def hear(self, *messages: told.Application) -> None:
        await say(self.world, "application", *messages)
        await self.world.settle()

    async def claim(self, who: Actor) -> int:
        answer = await self.ask(who, "POST", f"/tasks/{number}/claim")
        assert answer.status_code == 200, answer.text
        return int(answer.json()["fence"])

    async def work(self, who: Actor, *, items: tuple[str, ...] = ITEMS) -> int:
        """Claim and tick."""
        fence = await self.claim(who)
        ticked = await self.ask(who, "PUT", f"/tasks/{number}/checks", {"fence": fence, "items": list(items)})
        assert ticked.status_code == 200, ticked.text
        return fence

    async def approve(self, who: Actor) -> None:
        fence = await self.work(who)
        passed = await self.ask(who, "POST", f"/tasks/{number}/pass", {"fence": fence})
        assert (passed.status_code, passed.json()) == (200, {})
        await self.world.settle()

    async def reject(self, who: Actor, item: str) -> None:
        fence = await self.work(who, items=tuple(i for i in ITEMS if i != item))
        finding = {"item": item, "reason_code": "illegible", "remark": "看不清 Zhang San"}
        failed = await self.ask(who, "POST", f"/tasks/{number}/fail", {"fence": fence, "findings": [finding]})
        assert (failed.status_code, failed.json()) == (200, {})
        await self.world.settle()

    async def said(self) -> Sequence[StoredAnnouncement]:
        """What the service announced, in order."""
        return await MemoryStore(self.world.servers["verification"]).announcements(after=0, limit=100)

    def types(self) -> list[str]:
        return [f.type for f in self.world.servers["verification"].facts]


@pytest.fixture
async def desks(tmp_path: Path) -> AsyncGenerator[Desks]:
    bodies = tmp_path / "bodies.yaml"
    bodies.write_text(BODIES)
    clock = VirtualClock()
    async with memory_world({"verification": build}, settings={"bodies": str(bodies)}, clock=clock) as world:
        running = Desks(world=world, clock=clock)
        await running.hear(confirmed)
        yield running


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:ekey:problem:")


async def test_a_case_passes_both_desks(desks: Desks) -> None:
    await desks.approve(v1)
    await desks.approve(r1)
    assert [a.type for a in await desks.said()] == [
        "TaskOpened",
        "TaskClaimed",
        "VerificationPassed",
        "TaskOpened",
        "TaskClaimed",
        "ReviewPassed",
    ]
    assert (await desks.ask(v1, "GET", "/tasks")).json() == (await desks.ask(r1, "GET", "/tasks")).json() == []


async def test_the_queue_shows_ones_own_desk_and_ones_own_claim(desks: Desks) -> None:
    (row,) = (await desks.ask(v1, "GET", "/tasks")).json()
    assert (row["number"], row["stage"], row["round"], row["claimed_by_me"]) == (number, "verification", 1, False)
    assert row["enterprise_name"] == "East Sea Plastics"
    claimed = (await desks.ask(v1, "POST", f"/tasks/{number}/claim")).json()
    await desks.world.settle()
    (row,) = (await desks.ask(v1, "GET", "/tasks")).json()
    assert (row["claimed_by_me"], row["lease_until"]) == (True, claimed["lease_until"])
    assert [r["claimed_by_me"] for r in (await desks.ask(v2, "GET", "/tasks")).json()] == [False]
    for who in (stranger, r1):
        assert (await desks.ask(who, "GET", "/tasks")).json() == []


async def test_a_task_shows_every_item_with_its_reason(desks: Desks) -> None:
    task = (await desks.ask(v1, "GET", f"/tasks/{number}")).json()
    assert [i["item"] for i in task["items"]] == list(ITEMS)
    assert task["items"][0] | {"checked": False, "kept": False, "reason": "always", "en": "always"} == task["items"][0]
    assert (task["fence"], task["claimed_by_me"]) == (None, False)
    fence = await desks.work(v1, items=("form:enterprise",))
    task = (await desks.ask(v1, "GET", f"/tasks/{number}")).json()
    assert (task["fence"], [i["item"] for i in task["items"] if i["checked"]]) == (fence, ["form:enterprise"])
    assert (await desks.ask(v2, "GET", f"/tasks/{number}")).json()["fence"] is None


@pytest.mark.parametrize("who", [stranger, r1, v1_at_the_provider])
async def test_what_one_may_not_see_does_not_exist(desks: Desks, who: Actor) -> None:
    missing = (await desks.ask(who, "GET", "/tasks/EK-000000000000")).json()
    finding = {"item": ITEMS[0], "reason_code": "other", "remark": "?"}
    answers = [
        await desks.ask(who, "GET", f"/tasks/{number}"),
        await desks.ask(who, "POST", f"/tasks/{number}/claim"),
        await desks.ask(who, "PUT", f"/tasks/{number}/checks/{ITEMS[0]}", {"fence": 1}),
        await desks.ask(who, "PUT", f"/tasks/{number}/checks", {"fence": 1, "items": [ITEMS[0]]}),
        await desks.ask(who, "POST", f"/tasks/{number}/pass", {"fence": 1}),
        await desks.ask(who, "POST", f"/tasks/{number}/fail", {"fence": 1, "findings": [finding]}),
        await desks.ask(who, "GET", f"/cases/{number}/remarks"),
    ]
    assert [a.status_code for a in answers] == [404] * len(answers)
    assert [a.json() for a in answers] == [missing] * len(answers)


@pytest.mark.parametrize("who", [owner, receiver])
async def test_other_roles_have_no_desk(desks: Desks, who: Actor) -> None:
    assert code(await desks.ask(who, "GET", "/tasks")) == (403, "forbidden")
    assert code(await desks.ask(who, "POST", f"/tasks/{number}/pass", {"fence": 1})) == (403, "forbidden")


async def test_nobody_gets_in_without_signing_in(desks: Desks) -> None:
    for path in ("/tasks", f"/tasks/{number}", f"/cases/{number}/remarks"):
        assert code(await desks.ask(None, "GET", path)) == (401, "unauthenticated")


async def test_a_claim_is_a_lease_of_half_an_hour(desks: Desks) -> None:
    answer = (await desks.ask(v1, "POST", f"/tasks/{number}/claim")).json()
    assert answer["fence"] == 1
    assert code(await desks.ask(v2, "POST", f"/tasks/{number}/claim")) == (409, "claimed_by_another")
    desks.clock.move(timedelta(minutes=31))
    assert await desks.claim(v2) == 2
    assert code(await desks.ask(v1, "POST", f"/tasks/{number}/pass", {"fence": 1})) == (409, "stale")


async def test_the_same_claim_under_one_key_is_answered_alike(desks: Desks) -> None:
    first = await desks.ask(v1, "POST", f"/tasks/{number}/claim", **{"Idempotency-Key": "k1"})
    desks.clock.move(timedelta(minutes=5))
    again = await desks.ask(v1, "POST", f"/tasks/{number}/claim", **{"Idempotency-Key": "k1"})
    assert first.json() == again.json()
    assert desks.types().count("ClaimRenewed") == 0


async def test_nothing_passes_unchecked(desks: Desks) -> None:
    fence = await desks.work(v1, items=ITEMS[:-1])
    assert code(await desks.ask(v1, "POST", f"/tasks/{number}/pass", {"fence": fence})) == (409, "unchecked_items")
    one = await desks.ask(v1, "PUT", f"/tasks/{number}/checks/{ITEMS[-1]}", {"fence": fence})
    assert (one.status_code, one.json()) == (200, {})
    assert (await desks.ask(v1, "POST", f"/tasks/{number}/pass", {"fence": fence})).status_code == 200
    assert (await desks.ask(v1, "POST", f"/tasks/{number}/pass", {"fence": fence})).status_code == 200
    assert desks.types().count("VerificationPassed") == 1


async def test_one_person_cannot_be_both_desks(desks: Desks) -> None:
    await desks.approve(v1)
    assert code(await desks.ask(v1_at_the_provider, "POST", f"/tasks/{number}/claim")) == (409, "same_person")


async def test_nobody_decides_on_an_application_of_their_own(desks: Desks) -> None:
    themselves = Actor(
        kind="staff",
        account_id=UUID(int=9),
        person_id=confirmed.enterprise_persons[1],
        body="NB",
        roles=frozenset({"verifier"}),
    )
    assert code(await desks.ask(themselves, "POST", f"/tasks/{number}/claim")) == (409, "own_case")


async def test_the_reviewer_sees_a_case_only_after_verification(desks: Desks) -> None:
    assert (await desks.ask(r1, "GET", f"/tasks/{number}")).status_code == 404
    await desks.approve(v1)
    assert (await desks.ask(r1, "GET", f"/tasks/{number}")).status_code == 200
    assert (await desks.ask(v1, "GET", f"/tasks/{number}")).status_code == 404


async def test_remarks_are_read_by_the_enterprise_and_the_desk_and_by_nobody_else(desks: Desks) -> None:
    await desks.reject(v1, "slot:business_licence")
    for who in (owner, v2):
        (said,) = (await desks.ask(who, "GET", f"/cases/{number}/remarks")).json()
        assert (said["stage"], said["round"]) == ("verification", 1)
        assert said["findings"] == [
            {
                "item": "slot:business_licence",
                "reason_code": "illegible",
                "zh": "无法辨认",
                "en": "cannot be read",
                "remark": "看不清 Zhang San",
            }
        ]
    for who in (neighbour, stranger, r1):
        assert (await desks.ask(who, "GET", f"/cases/{number}/remarks")).status_code == 404
    assert (await desks.ask(receiver, "GET", f"/cases/{number}/remarks")).status_code == 403
    assert desks.types().count("RemarksRead") == 2


async def test_remarks_lie_sealed_and_are_told_to_no_topic(desks: Desks) -> None:
    await desks.reject(v1, "slot:business_licence")
    facts = desks.world.servers["verification"].facts
    assert any(f.type == "VerificationFailed" for f in facts)
    held = [f.state.decode() for f in facts] + [a.data.decode() for a in await desks.said()]
    assert [text for text in held if "Zhang San" in text or "看不清" in text] == []


async def test_remarks_of_an_erased_person_are_gone_and_the_rest_stays(desks: Desks) -> None:
    await desks.reject(v1, "slot:business_licence")
    await desks.world.vault.erase(confirmed.enterprise_persons[0])
    (said,) = (await desks.ask(owner, "GET", f"/cases/{number}/remarks")).json()
    assert [(f["reason_code"], f["remark"]) for f in said["findings"]] == [("illegible", None)]


async def test_a_next_round_keeps_ticks_visibly(desks: Desks) -> None:
    await desks.reject(v1, "slot:business_licence")
    items = tuple(i.model_copy(update={"fingerprint": "2"}) if i.item == "slot:business_licence" else i for i in confirmed.items)
    await desks.hear(confirmed.model_copy(update={"round": 2, "items": items}))
    task = (await desks.ask(v2, "GET", f"/tasks/{number}")).json()
    assert task["round"] == 2
    assert [i["item"] for i in task["items"] if not i["kept"]] == ["slot:business_licence"]
    assert [i["checked"] for i in task["items"]] == [i["kept"] for i in task["items"]]


async def test_a_withdrawn_task_is_stale_for_whoever_had_claimed_it(desks: Desks) -> None:
    fence = await desks.work(v1)
    instant = desks.clock.now()
    await desks.hear(told.WithdrawalRequested(case_id=case_id, application_number=number, requested_at=instant))
    assert code(await desks.ask(v1, "POST", f"/tasks/{number}/pass", {"fence": fence})) == (409, "stale")
    assert (await desks.ask(v1, "GET", "/tasks")).json() == []
    assert (await desks.ask(v1, "GET", f"/tasks/{number}")).status_code == 404
    await desks.hear(told.CaseWithdrawn(case_id=case_id, application_number=number, withdrawn_at=instant))
    assert [a.type for a in await desks.said()] == ["TaskOpened", "TaskClaimed", "TaskWithdrawn"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("pass", {}),
        ("pass", {"fence": "1"}),
        ("pass", {"fence": 0}),
        ("pass", {"fence": True}),
        ("pass", {"fence": 1, "more": 1}),
        ("pass", []),
        ("fail", {"fence": 1}),
        ("fail", {"fence": 1, "findings": [{"item": "slot:business_licence", "reason_code": "ugly", "remark": "x"}]}),
        ("fail", {"fence": 1, "findings": [{"item": "slot:business_licence", "reason_code": "other", "remark": ""}]}),
        ("fail", {"fence": 1, "findings": [{"item": "slot:business_licence", "reason_code": "other", "remark": "x" * 2001}]}),
        ("fail", {"fence": 1, "findings": [{"item": "slot:business_licence", "reason_code": "other", "remark": "\ud800"}]}),
    ],
)
async def test_what_is_not_right_is_named_and_changes_nothing(desks: Desks, path: str, body: object) -> None:
    await desks.claim(v1)
    before = desks.types()
    answer = await desks.ask(v1, "POST", f"/tasks/{number}/{path}", body)
    assert code(answer) == (422, "invalid"), answer.text
    assert answer.json()["errors"]
    assert desks.types() == before


@pytest.mark.parametrize(
    ("findings", "refusal"),
    [
        ([], "no_findings"),
        ([{"item": "slot:elsewhere", "reason_code": "other", "remark": "x"}], "unknown_item"),
        ([{"item": "slot:business_licence", "reason_code": "other", "remark": "  "}], "remark_missing"),
    ],
)
async def test_a_failure_must_be_founded(desks: Desks, findings: list[object], refusal: str) -> None:
    fence = await desks.claim(v1)
    answer = await desks.ask(v1, "POST", f"/tasks/{number}/fail", {"fence": fence, "findings": findings})
    assert code(answer) == (409, refusal)


async def test_the_reasons_are_listed_for_the_desks(desks: Desks) -> None:
    listed = (await desks.ask(v1, "GET", "/reasons")).json()
    assert {
        "reason_code": "old_revision",
        "zh": "材料对应旧版表格",
        "en": "it belongs to an older revision of the form",
    } in listed
    assert len(listed) == 11


async def test_every_message_twice_changes_nothing(tmp_path: Path) -> None:
    async with memory_world({"verification": build}, clock=VirtualClock(), twice=True) as world:
        await say(world, "application", confirmed)
        await world.settle()
        await say(
            world, "application", told.CaseWithdrawn(case_id=case_id, application_number=number, withdrawn_at=world.clock.now())
        )
        await world.settle()
        assert [f.type for f in world.servers["verification"].facts] == ["MaterialsReceived", "TaskOpened", "TaskWithdrawn"]


async def test_without_a_file_of_bodies_the_provider_is_p(tmp_path: Path) -> None:
    async with memory_world({"verification": build}, clock=VirtualClock()) as world:
        desks = Desks(world=world, clock=VirtualClock())
        await desks.hear(confirmed)
        await desks.approve(v1)
        assert len((await desks.ask(staff("reviewer", body="P", person=11), "GET", "/tasks")).json()) == 1
