"""When does somebody ask again, and when is an answer an answer?"""

from collections.abc import Sequence

import httpx
import pytest

from ekey.demo.calls import Disappointed, Person, Refusal, until


def person(*answers: httpx.Response | httpx.TransportError, patience: float = 5) -> tuple[Person, list[httpx.Request]]:
    """Somebody, and what the service hears of them; it gives these answers, the last one for ever."""
    heard: list[httpx.Request] = []
    waiting = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(request)
        said = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(said, httpx.TransportError):
            raise said
        return said

    client = httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://production")
    return Person({"production": client}, "P-p1", patience=patience), heard


def problem(status: int, code: str, fields: Sequence[str] = ()) -> httpx.Response:
    errors = [{"field": field} for field in fields]
    return httpx.Response(status, json={"type": f"urn:ekey:problem:{code}", "en": "why", "errors": errors})


OK = httpx.Response(200, json={"token_serial": "T-0001"})


async def test_an_answer_that_is_not_there_yet_is_asked_for_again() -> None:
    producer, heard = person(problem(404, "not_found"), problem(404, "not_found"), OK)
    said = await producer.ask("production", "POST", "/orders/EK-1/produce", not_yet={"not_found"})
    assert said.text("token_serial") == "T-0001"
    assert len(heard) == 3


async def test_the_same_wish_keeps_its_idempotency_key_and_another_gets_its_own() -> None:
    producer, heard = person(problem(404, "not_found"), OK)
    await producer.ask("production", "POST", "/orders/EK-1/produce", not_yet={"not_found"})
    await producer.ask("production", "POST", "/orders/EK-1/produce")
    keys = [request.headers["idempotency-key"] for request in heard]
    assert keys[0] == keys[1] != keys[2]


async def test_a_refusal_that_is_to_be_provoked_is_an_answer_at_once() -> None:
    producer, heard = person(problem(404, "not_found"), OK)
    with pytest.raises(Refusal) as refused:
        await producer.ask("production", "POST", "/orders/EK-1/produce", not_yet={"not_found"}, expecting="not_found")
    assert (refused.value.reply.status, refused.value.reply.code, len(heard)) == (404, "not_found", 1)


async def test_any_other_refusal_is_told_with_the_fields_it_names() -> None:
    producer, heard = person(problem(409, "slots_missing", ["slot:business_licence"]))
    with pytest.raises(Refusal) as refused:
        await producer.ask("production", "POST", "/x", not_yet={"not_found"})
    assert refused.value.reply.names == ("slot:business_licence",)
    assert len(heard) == 1


async def test_a_service_that_is_away_for_a_moment_is_asked_again() -> None:
    producer, heard = person(httpx.ConnectError("refused"), httpx.Response(503), OK)
    assert (await producer.ask("production", "GET", "/x")).status == 200
    assert len(heard) == 3


async def test_patience_ends() -> None:
    producer, heard = person(problem(404, "not_found"), patience=0.2)
    with pytest.raises(Refusal):
        await producer.ask("production", "GET", "/x", not_yet={"not_found"})
    assert len(heard) >= 2


async def test_what_never_happens_is_named() -> None:
    async def look() -> str | None:
        return None

    with pytest.raises(Disappointed, match="the mail: nothing within 0 s"):
        await until(look, "the mail", seconds=0)


async def test_whose_session_ended_signs_in_anew_and_asks_again() -> None:
    heard: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        token = request.headers.get("Authorization", "nobody").removeprefix("Bearer ")
        heard.append(f"{request.url.path} by {token}")
        if request.url.path == "/sessions":
            return httpx.Response(200, json={"token": f"session-{len(heard)}"})
        return OK if token == "session-3" else problem(401, "unauthenticated")

    services = httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://services")
    producer = Person({"registration": services, "production": services}, "P-p1", patience=5)
    await producer.sign_in("p-p1@staff.example", "a password")
    assert (await producer.ask("production", "GET", "/x")).status == 200
    assert heard == ["/sessions by nobody", "/x by session-1", "/sessions by nobody", "/x by session-3"]
