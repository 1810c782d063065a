"""Is every way to ask badly answered clearly, and does nothing change by it? The doors of a small service over memory."""

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from fastapi import APIRouter
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey
from structlog.testing import capture_logs

from chassis.actor import Actor
from chassis.app import BODY_LIMIT, WAIT_SECONDS
from chassis.blueprint import Blueprint
from chassis.codec import UnknownEvent
from chassis.door import Door
from chassis.doors import Doors
from chassis.feed import FeedUnreachable, HttpFeed, MemoryFeed
from chassis.keyed import Keyed
from chassis.service import Service
from chassis.store import Unavailable
from chassis.store.memory import memory_database
from chassis.testing import SECRET, enterprise, plain_token, staff
from chassis.tokens import ISSUER, MESH, Tokens
from tests.chassis.counting import counting, mirroring, routes
from tests.chassis.rig import HandClock, altered, committing, no_keys, plain_service

ADA = UUID(int=1)
KEY = ECKey.generate_key("P-256", parameters={"kid": "one", "alg": "ES256", "use": "sig"})
STRANGER = ECKey.generate_key("P-256", parameters={"kid": "one"})
COUNT = f"/counters/{ADA}"


async def key_set() -> str:
    return json.dumps(KeySet([KEY]).as_dict(private=False))


def with_reading(doors: Doors) -> Blueprint:
    """The counter with a door that needs a word in its path."""

    def more(door: Door) -> APIRouter:
        router = routes(door)

        @router.get("/words/{word}")
        async def word(word: str, wanted: str = "") -> dict[str, str]:
            return {"word": word, "wanted": wanted}

        return router

    return replace(counting(doors), routes=more)


@pytest_asyncio.fixture
async def service() -> AsyncGenerator[Service]:
    made = plain_service(with_reading, "counter", memory_database(), MemoryFeed({}), HandClock(), fetch_keys=key_set)
    async with committing(made):
        yield made


def client_of(service: Service, token: str = "") -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=service.app), base_url="http://counter", headers=headers)


@pytest_asyncio.fixture
async def client(service: Service) -> AsyncGenerator[httpx.AsyncClient]:
    async with client_of(service) as made:
        yield made


def said(answer: httpx.Response) -> tuple[int, str, list[tuple[str, str]]]:
    """Status, problem code and fields of a problem+json, in both languages."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["zh"]
    assert body["en"] == body["detail"]
    code = body["type"].removeprefix("urn:ekey:problem:")
    return answer.status_code, code, [(e["field"], e["code"]) for e in body["errors"]]


WRONG: list[tuple[bytes, list[tuple[str, str]]]] = [
    (b'{"upto": "3"}', [("upto", "int_type")]),
    (b'{"upto": true}', [("upto", "int_type")]),
    (b'{"upto": -1}', [("upto", "greater_than_equal")]),
    (b"{}", [("upto", "missing")]),
    (b'{"upto": 1, "colour": "red"}', [("colour", "extra_forbidden")]),
    (b"[1]", [("body", "model_attributes_type")]),
    (b"", [("body", "missing")]),
    (b'{"upto": 1, "colour": "\\u0000"}', [("body", "nul")]),
    (b'{"upto": 1\x00}', [("body", "nul")]),
]


@pytest.mark.parametrize(("body", "fields"), WRONG)
async def test_wrong_fields_are_named(
    client: httpx.AsyncClient, service: Service, body: bytes, fields: list[tuple[str, str]]
) -> None:
    answer = await client.post(COUNT, content=body, headers={"Content-Type": "application/json"})
    assert said(answer) == (422, "invalid", fields)
    assert (await service.ports.database.store.head()).position == 0


@pytest.mark.parametrize("body", [b'{"upto": ', b"\xff\xfe", b"[" * 60_000])
async def test_bad_json_is_told_as_such(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post(COUNT, content=body, headers={"Content-Type": "application/json"})
    status, code, _ = said(answer)
    assert (status, code) in {(422, "invalid"), (400, "unreadable")}


async def test_a_value_that_is_wrong_is_never_repeated_in_the_answer(client: httpx.AsyncClient) -> None:
    answer = await client.post(COUNT, json={"upto": "330106199001011234"})
    assert "3301061990" not in answer.text


async def test_an_escaped_backslash_before_u0000_is_no_nul(client: httpx.AsyncClient) -> None:
    answer = await client.post(COUNT, content=b'{"upto": 1, "x": "\\\\u0000"}', headers={"Content-Type": "application/json"})
    assert said(answer) == (422, "invalid", [("x", "extra_forbidden")])


async def test_a_body_that_says_it_is_too_large_is_refused_unread(client: httpx.AsyncClient) -> None:
    assert said(await client.post(COUNT, content=b" " * (BODY_LIMIT + 1)))[:2] == (413, "too_large")


async def test_a_body_that_grows_too_large_is_refused_while_it_is_read(service: Service, client: httpx.AsyncClient) -> None:
    given: list[int] = []

    async def endless() -> AsyncIterator[bytes]:
        for n in range(100):
            given.append(n)
            yield b" " * (BODY_LIMIT // 4)

    answer = await client.post(COUNT, content=endless())
    assert "content-length" not in answer.request.headers
    assert said(answer)[:2] == (413, "too_large")


async def test_a_body_of_the_limit_is_read(client: httpx.AsyncClient) -> None:
    body = b'{"upto": 1}'
    answer = await client.post(
        COUNT, content=body + b" " * (BODY_LIMIT - len(body)), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 201


async def test_a_nul_in_path_or_query_is_refused(client: httpx.AsyncClient) -> None:
    assert said(await client.get("/words/a%00b")) == (422, "invalid", [("path", "nul")])
    assert said(await client.get("/words/a?wanted=%00")) == (422, "invalid", [("query", "nul")])
    assert (await client.get("/words/a%2500b")).status_code == 200


async def test_what_is_not_there_and_what_one_may_not_do_there(client: httpx.AsyncClient) -> None:
    assert said(await client.get("/nowhere"))[:2] == (404, "not_found")
    assert said(await client.delete(COUNT))[:2] == (405, "method_not_allowed")
    assert said(await client.get("/counters/no-uuid"))[:2] == (422, "invalid")
    assert said(await client.post(COUNT, json={"upto": 1001}))[:2] == (409, "too_far")


def claims(clock: HandClock, **more: object) -> dict[str, Any]:
    now = int(clock.now().timestamp())
    given = {"iss": ISSUER, "sub": str(ADA), "pid": str(UUID(int=9)), "kind": "staff", "body": "ZJ", "roles": ["verifier"]}
    return {**given, "iat": now, "exp": now + 60, **more}


def unsigned(header: dict[str, object], content: dict[str, Any]) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in (header, content)]
    return ".".join([*parts, ""])


def hashed(header: dict[str, object], content: dict[str, Any], secret: bytes) -> str:
    body = unsigned(header, content).rstrip(".")
    return body + "." + base64.urlsafe_b64encode(hmac.digest(secret, body.encode(), "sha256")).rstrip(b"=").decode()


def session(clock: HandClock, key: ECKey = KEY, **more: object) -> str:
    return jwt.encode({"alg": "ES256", "kid": "one"}, claims(clock, **more), key)


async def test_a_genuine_token_opens(service: Service) -> None:
    async with client_of(service, session(HandClock())) as client:
        assert (await client.get("/staff-only")).status_code == 200


def without(content: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: text for key, text in content.items() if key != name}


def forged(name: str) -> str:
    clock, public = HandClock(), KEY.as_pem(private=False)
    genuine = session(clock)
    mesh = OctKey.import_key(Keyed(SECRET).key("mesh"))
    tokens = {
        "another key": session(clock, STRANGER),
        "no algorithm": unsigned({"alg": "none", "kid": "one"}, claims(clock)),
        "no algorithm, spelt otherwise": unsigned({"alg": "nOnE", "kid": "one"}, claims(clock)),
        "the public key as a secret": hashed({"alg": "HS256", "kid": "one"}, claims(clock, iss=MESH), public),
        "the mesh for a person": jwt.encode({"alg": "HS256"}, claims(clock), mesh),
        "a person's key for the mesh": session(clock, iss=MESH),
        "expired": session(clock, exp=int(clock.now().timestamp())),
        "no expiry": jwt.encode({"alg": "ES256", "kid": "one"}, without(claims(clock), "exp"), KEY),
        "another issuer": session(clock, iss="somebody"),
        "another kind": session(clock, kind="service"),
        "no person": jwt.encode({"alg": "ES256", "kid": "one"}, without(claims(clock), "pid"), KEY),
        "an altered content": genuine[:-10] + ("A" if genuine[-10] != "A" else "B") + genuine[-9:],
        "unknown key id": jwt.encode({"alg": "ES256", "kid": "two"}, claims(clock), KEY),
        "a header that is a list": "W10." + genuine.split(".", 1)[1],
        "a header that is a number": "MQ." + genuine.split(".", 1)[1],
        "garbage": "garbage",
        "empty": " ",
    }
    return tokens[name]


FORGED = [
    "another key",
    "no algorithm",
    "no algorithm, spelt otherwise",
    "the public key as a secret",
    "the mesh for a person",
    "a person's key for the mesh",
    "expired",
    "no expiry",
    "another issuer",
    "another kind",
    "no person",
    "an altered content",
    "unknown key id",
    "a header that is a list",
    "a header that is a number",
    "garbage",
    "empty",
]


@pytest.mark.parametrize("name", FORGED)
async def test_a_token_that_is_not_genuine_is_401_everywhere(client: httpx.AsyncClient, name: str) -> None:
    for path in ("/staff-only", COUNT):
        answer = await client.get(path, headers={"Authorization": f"Bearer {forged(name)}"})
        assert said(answer)[:2] == (401, "unauthenticated")
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_another_scheme_is_401(client: httpx.AsyncClient) -> None:
    assert said(await client.get(COUNT, headers={"Authorization": "Basic YTpi"}))[0] == 401


async def test_no_token_is_401_and_another_role_403(service: Service, client: httpx.AsyncClient) -> None:
    assert said(await client.get("/staff-only"))[0] == 401
    for actor in (staff("receiver"), enterprise(ADA)):
        async with client_of(service, plain_token(actor)) as other:
            assert said(await other.get("/staff-only"))[:2] == (403, "forbidden")


async def test_a_key_set_that_cannot_be_had_is_asked_for_once_a_second_and_lets_known_keys_in() -> None:
    clock, asked, away = HandClock(), list[int](), list[bool]()

    async def fetch() -> str:
        asked.append(1)
        if away:
            raise OSError
        return await key_set()

    tokens = Tokens(service="counter", fetch_keys=fetch, mesh_secret=bytes(32), clock=clock)
    await asyncio.gather(*(tokens.actor(session(clock)) for _ in range(5)))
    assert len(asked) == 1
    away.append(True)
    clock.move(31)
    for _ in range(5):
        assert (await tokens.actor(session(clock))).kind == "staff"
    assert len(asked) == 2


async def test_the_same_key_of_two_callers_names_two_wishes(service: Service) -> None:
    key = {"Idempotency-Key": "one"}
    for number, actor in enumerate((enterprise(ADA), enterprise(UUID(int=2)), staff("verifier")), 1):
        async with client_of(service, plain_token(actor)) as client:
            answer = await client.post(f"/counters/{UUID(int=number)}", json={"upto": number}, headers=key)
            assert (answer.status_code, answer.json()) == (201, {"number": number})
    async with client_of(service) as nobody, client_of(service, plain_token(Actor(kind="service", service="portal"))) as portal:
        assert (await nobody.post(COUNT, json={"upto": 7}, headers=key)).status_code == 201
        assert (await portal.post(COUNT, json={"upto": 8}, headers=key)).status_code == 201


async def test_a_repeat_is_answered_again_and_changes_nothing(service: Service, client: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "one"}
    first = await client.post(COUNT, json={"upto": 3}, headers=key)
    await client.post(COUNT, json={"upto": 5})
    again = await client.post(COUNT, json={"upto": 3}, headers=key)
    assert (again.status_code, again.json(), again.headers["ekey-replayed"]) == (201, first.json(), "1")
    assert said(await client.post(COUNT, json={"upto": 4}, headers=key))[:2] == (422, "idempotency_key_reused")
    assert said(await client.post(f"/counters/{UUID(int=2)}", json={"upto": 3}, headers=key))[0] == 422
    assert (await service.ports.database.store.head()).position == 5


async def test_two_repeats_at_once_are_one_wish(service: Service, client: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "one"}
    answers = await asyncio.gather(*(client.post(COUNT, json={"upto": 3}, headers=key) for _ in range(5)))
    assert [(a.status_code, a.json()) for a in answers] == [(201, {"number": 3})] * 5
    assert (await service.ports.database.store.head()).position == 3


async def test_a_refused_wish_may_be_tried_again_under_its_key(client: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "one"}
    assert said(await client.post(COUNT, json={"upto": 1001}, headers=key))[1] == "too_far"
    assert said(await client.post(COUNT, json={"upto": 1001}, headers=key))[1] == "too_far"
    assert (await client.post(COUNT, json={"upto": 1}, headers=key)).status_code == 201


WAITS: list[tuple[str, float]] = [
    ("counter;0;own;99", WAIT_SECONDS),
    ("counter;0;own;0", 0),
    ("", 0),
    ("counter;0;own;many", 0),
    ("counter;0;own", 0),
    ("tracking;0;5;7", 0),
    (";;;", 0),
    ("x" * 5000, 0),
]


@pytest.mark.parametrize(("wanted", "seconds"), WAITS)
async def test_a_query_waits_for_what_can_come_and_never_longer_than_it_may(
    service: Service, client: httpx.AsyncClient, wanted: str, seconds: float
) -> None:
    clock = service.ports.doors.clock
    began = clock.monotonic()
    answer = await client.get(COUNT, headers={"EKey-Wait-For": wanted})
    assert (answer.status_code, answer.json()) == (200, {"number": 0})
    assert seconds <= clock.monotonic() - began < seconds + 1


async def ready(client: httpx.AsyncClient) -> tuple[int, list[str]]:
    answer = await client.get("/health/ready")
    assert answer.json()["ready"] == (answer.status_code == 200)
    return answer.status_code, answer.json()["reasons"]


async def unavailable(*_: object, **__: object) -> Any:
    raise Unavailable("away")


async def test_readiness_tells_the_truth() -> None:
    service = plain_service(mirroring, "mirror", memory_database(), MemoryFeed({}), HandClock())
    async with client_of(service) as client:
        assert await ready(client) == (503, ["starting"])
        await service.start()
        assert await ready(client) == (200, [])
        with altered(service.ports.database.store, "head", unavailable):
            assert await ready(client) == (503, ["database"])
        with altered(service.ports.subscription, "alive", lambda: False):
            assert await ready(client) == (503, ["broker"])
        await service.stop()
        assert await ready(client) == (503, ["stopping"])
        assert (await client.get("/health/live")).status_code == 200


async def test_a_loop_that_died_makes_the_process_unready() -> None:
    service = plain_service(counting, "counter", memory_database(), MemoryFeed({}), HandClock())

    async def breaks() -> int:
        raise ZeroDivisionError

    service.projectors[0].step = breaks  # type: ignore[method-assign]
    async with client_of(service) as client:
        with capture_logs() as logs:
            await service.start()
            assert service.died is not None
            await asyncio.wait_for(service.died.wait(), 5)
        assert logs[-1]["event"] == "loop_died"
        assert await ready(client) == (503, ["a loop died"])
        assert isinstance(service.cause, ZeroDivisionError)
        await service.stop()


async def test_a_start_that_failed_leaves_no_loop_running() -> None:
    async def fails(door: Door) -> None:
        raise Unavailable("not yet")

    def build(doors: Doors) -> Blueprint:
        return replace(counting(doors), at_start=fails)

    before = asyncio.all_tasks()
    service = plain_service(build, "counter", memory_database(), MemoryFeed({}), HandClock())
    with pytest.raises(Unavailable):
        await service.start()
    assert asyncio.all_tasks() == before


@pytest.mark.parametrize("error", [Unavailable("away"), UnknownEvent("Counted at position 3")])
async def test_a_database_that_is_away_is_503_wherever_it_is_missed(
    service: Service, client: httpx.AsyncClient, error: Exception
) -> None:
    async def fails(*_: object, **__: object) -> Any:
        raise error

    with altered(service.ports.database.store, "read_stream", fails):
        answer = await client.post(COUNT, json={"upto": 1})
    assert said(answer)[:2] == (503, "unavailable")
    with altered(service.ports.database.views, "checkpoint", unavailable):
        assert said(await client.get(COUNT, headers={"EKey-Wait-For": "counter;0;own;1"}))[:2] == (503, "unavailable")


async def test_the_feed_answers_services_only(service: Service, client: httpx.AsyncClient) -> None:
    await client.post(COUNT, json={"upto": 3})
    paths = ("/announcements/heads", "/announcements?shard=1")
    for path in paths:
        assert said(await client.get(path))[0] == 401
        async with client_of(service, plain_token(staff("verifier"))) as verifier:
            assert said(await verifier.get(path))[0] == 403
    mirror = Tokens(service="mirror", fetch_keys=no_keys, mesh_secret=Keyed(SECRET).key("mesh"), clock=HandClock())
    async with client_of(service) as asked:
        feed = HttpFeed(asked, {"counter": "http://counter"}, mirror.service_token)
        heads = await feed.heads("counter")
        ((shard, last),) = heads.heads.items()
        told = await feed.announcements("counter", shard=shard, after=1)
        direct = await MemoryFeed({"counter": service.ports.database.store}).announcements("counter", shard=shard, after=1)
    assert (heads.position, last) == (3, 3)
    assert told == direct
    assert [(t.position, t.previous) for t in told] == [(2, 1), (3, 2)]


@pytest.mark.parametrize(
    "query", ["", "shard=1024", "shard=-1", "shard=x", f"shard=1&after={2**63}", "shard=1&until=-1", f"shard={10**30}"]
)
async def test_a_question_to_the_feed_that_makes_no_sense_is_422(service: Service, query: str) -> None:
    async with client_of(service, plain_token(Actor(kind="service", service="mirror"))) as client:
        assert said(await client.get(f"/announcements?{query}"))[:2] == (422, "invalid")


async def test_whatever_answers_in_a_feeds_place_is_an_unreachable_feed() -> None:
    answers = [httpx.Response(200, html="<h1>maintenance</h1>"), httpx.Response(200, json={"heads": 1}), httpx.Response(502)]

    def answer(request: httpx.Request) -> httpx.Response:
        return answers.pop()

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        feed = HttpFeed(client, {"counter": "http://counter"}, lambda: "token")
        for _ in range(3):
            with pytest.raises(FeedUnreachable):
                await feed.heads("counter")
        with pytest.raises(FeedUnreachable):
            await feed.announcements("nobody", shard=1, after=0)


async def test_only_an_operator_acts_and_an_auditor_looks(service: Service) -> None:
    acts: Sequence[tuple[str, str]] = [("GET", "/operate/progress"), ("POST", "/operate/resync")]
    expected = {"operator": [200, 409], "auditor": [200, 403], "verifier": [403, 403]}
    for role, statuses in expected.items():
        async with client_of(service, plain_token(staff(role))) as client:
            answers = [await client.request(m, p, json={"producer": "x", "shard": 1} if m == "POST" else None) for m, p in acts]
        assert [a.status_code for a in answers] == statuses


async def test_an_unexpected_error_says_nothing_of_itself(service: Service, client: httpx.AsyncClient) -> None:
    async def breaks(*_: object, **__: object) -> Any:
        raise ZeroDivisionError("secret")

    with altered(service.ports.database.views, "rows", breaks), capture_logs() as logs:
        answer = await client.get(COUNT)
    assert [line["event"] for line in logs] == ["unexpected"]
    assert said(answer)[:2] == (500, "unexpected")
    assert "secret" not in answer.text
    assert UUID(answer.headers["ekey-correlation"])
