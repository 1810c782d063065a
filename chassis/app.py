"""What does every service's HTTP door have in common? Tokens, correlation, size limits, problems, repeats, health, the feed, the API page."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Protocol, TypeAlias
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from chassis import problem
from chassis.actor import Actor
from chassis.codec import UnknownEvent
from chassis.committer import Busy
from chassis.door import Door, Replay
from chassis.feed import FeedPage, HeadsBody, body_of
from chassis.ids import Chance
from chassis.openapi import describe
from chassis.problem import FieldProblem, Problem
from chassis.projector import Queries
from chassis.store import SHARDS, Store, Unavailable
from chassis.telemetry import log
from chassis.tokens import Guard, NotGenuine

BODY_LIMIT = 64 * 1024
UPLOAD_LIMIT = 512 * 1024
WAIT_HEADER = "ekey-wait-for"
WAIT_SECONDS = 5.0
ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000|\x00")


class Health(Protocol):
    """Whether the process lives and may be asked."""

    async def unready(self) -> list[str]:
        """Why it is not ready (empty: it is)."""
        ...


def make_app(
    *,
    name: str,
    door: Door,
    routers: list[APIRouter],
    guard: Guard,
    queries: Queries,
    health: Health,
    chance: Chance,
    lifespan: Any = None,
) -> FastAPI:
    """The ASGI application of one service."""
    app = FastAPI(
        title=f"ekey {name}",
        version="1",
        lifespan=lifespan,
        responses=PROBLEMS,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    app.state.door = door
    for router in routers:
        app.include_router(router)
    app.include_router(health_routes(health))
    describe(app)
    handlers(app)
    middle(app, guard, queries, chance)
    return app


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": problem.ProblemBody, "description": text, "content": {problem.MEDIA_TYPE: {}}}
    for status, text in {
        400: "无法读取 / cannot be read",
        401: "未登录 / not signed in",
        403: "角色不符 / wrong role",
        404: "没有找到 / not found",
        409: "规则不允许 / a rule forbids it",
        410: "个人信息已删除 / personal data were erased",
        413: "内容过大 / too large",
        422: "内容不正确 / not right",
        429: "过于频繁，稍后再试 / too often, try later",
        503: "稍后再试 / try again later",
    }.items()
}


def answer(said: Problem) -> JSONResponse:
    """A problem as it goes over the wire."""
    body = said.body().model_dump(mode="json")
    return JSONResponse(body, status_code=said.status, media_type=problem.MEDIA_TYPE, headers=said.headers)


def handlers(app: FastAPI) -> None:
    """Every way to end badly is a problem+json."""

    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return answer(error)

    async def on_replay(request: Request, error: Exception) -> Response:
        assert isinstance(error, Replay)
        media_type = problem.MEDIA_TYPE if error.status >= 400 else "application/json"
        return Response(error.body, status_code=error.status, media_type=media_type, headers={"EKey-Replayed": "1"})

    async def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return answer(problem.invalid([field_problem(found) for found in error.errors()]))

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404:
            return answer(problem.not_found())
        code = {405: "method_not_allowed", 413: "too_large", 400: "unreadable"}.get(error.status_code, "http_error")
        return answer(Problem(error.status_code, code, zh="请求无法处理", en="the request cannot be handled"))

    async def on_busy(request: Request, error: Exception) -> Response:
        return unavailable(request, error)

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(Replay, on_replay)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Busy, on_busy)
    app.add_exception_handler(Unavailable, on_busy)
    app.add_exception_handler(UnknownEvent, on_busy)


def unavailable(request: Request, error: Exception) -> Response:
    """Not now, or not by this process: newer code beside it may know the event that it does not know."""
    log.warning("unavailable", path=request.scope.get("route_path", ""), error=type(error).__name__)
    return answer(Problem(503, "unavailable", zh="暂时无法处理，请稍后再试", en="try again later", headers={"Retry-After": "1"}))


ZH = {
    "missing": "缺少此项",
    "extra_forbidden": "不认识的字段",
    "json_invalid": "不是有效的 JSON",
    "string_too_long": "内容过长",
    "string_too_short": "内容过短",
    "string_type": "应为文本",
    "bool_type": "应为真或假",
    "int_type": "应为整数",
    "list_type": "应为列表",
    "literal_error": "不在可选范围内",
    "enum": "不在可选范围内",
    "uuid_parsing": "不是有效的编号",
}


def field_problem(found: Any) -> FieldProblem:
    """One finding of pydantic: its place and kind, never the value."""
    place = ".".join(str(part) for part in found["loc"] if part != "body")
    kind = str(found["type"])
    return FieldProblem(field=place or "body", code=kind, zh=ZH.get(kind, "填写不正确"), en=str(found["msg"]))


def middle(app: FastAPI, guard: Guard, queries: Queries, chance: Chance) -> None:
    """Before every request: correlation, size, who calls, and the bounded wait for one's own writes."""

    @app.middleware("http")
    async def around(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
        correlation = correlation_of(request, chance)
        request.state.correlation = correlation
        structlog.contextvars.bind_contextvars(correlation=str(correlation))
        try:
            limit = UPLOAD_LIMIT if request.headers.get("content-type", "").startswith("multipart/") else BODY_LIMIT
            await limit_body(request, limit)
            refuse_nul(request)
            request.state.actor = await actor_of(request, guard)
            await wait_for(request, queries)
            response = await proceed(request)
        except Problem as said:
            response = answer(said)
        except (Busy, Unavailable) as error:
            response = unavailable(request, error)
        except Exception as error:
            log.exception("unexpected", error=type(error).__name__)
            response = answer(Problem(500, "unexpected", zh="系统出错，已记录", en="something went wrong and was recorded"))
        response.headers["EKey-Correlation"] = str(correlation)
        return response


def correlation_of(request: Request, chance: Chance) -> UUID:
    """The caller's correlation id, or a new one."""
    given = request.headers.get("ekey-correlation", "")
    try:
        return UUID(given) if given else chance.uuid()
    except ValueError:
        return chance.uuid()


async def limit_body(request: Request, limit: int) -> None:
    """Read the whole body, refusing it as soon as it is too large, whether it says its length or not."""
    too_large = Problem(413, "too_large", zh="请求内容过大", en="the request is too large")
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise too_large
    size, chunks = 0, list[bytes]()
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise too_large
        chunks.append(chunk)
    request._body = b"".join(chunks)  # pyright: ignore[reportPrivateUsage] - where starlette keeps a body that was read
    request.state.body = request._body  # pyright: ignore[reportPrivateUsage]


def refuse_nul(request: Request) -> None:
    """A NUL character is no text anywhere, and no database keeps it: refused in path, query and JSON."""
    body: bytes = request.state.body if "json" in request.headers.get("content-type", "json") else b""
    asked = "".join(text for pair in request.query_params.multi_items() for text in pair)
    places = {
        "path": "\x00" in request.scope["path"],
        "query": "\x00" in asked,
        "body": ESCAPED_NUL.search(body) is not None,
    }
    found = [place for place, holds in places.items() if holds]
    if found:
        raise problem.invalid([FieldProblem(field=p, code="nul", zh="含有空字符", en="holds a NUL character") for p in found])


async def actor_of(request: Request, guard: Guard) -> Actor | None:
    """Who the bearer token speaks for; none is nobody, a bad one is 401 whatever the path."""
    header = request.headers.get("authorization", "")
    if not header:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer":
        raise problem.unauthenticated()
    try:
        return await guard.actor(token)
    except NotGenuine as error:
        raise problem.unauthenticated("the token is not valid or has expired", "登录已失效，请重新登录") from error


async def wait_for(request: Request, queries: Queries) -> None:
    """Read your writes: a query may name positions to wait for, bounded."""
    wanted = request.headers.get(WAIT_HEADER, "")
    if wanted:
        request.state.behind = not await queries.settled(wanted[:2000], seconds=WAIT_SECONDS)


def health_routes(health: Health) -> APIRouter:
    """Liveness: the loop turns. Readiness: everything it needs answers, with the reasons if not."""
    router = APIRouter(tags=["health"])

    @router.get("/health/live", summary="存活 / alive")
    async def live() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/health/ready", summary="就绪 / ready")
    async def ready() -> JSONResponse:
        try:
            async with asyncio.timeout(5):
                reasons = await health.unready()
        except (TimeoutError, Unavailable):
            reasons = ["database"]
        return JSONResponse({"ready": not reasons, "reasons": reasons}, status_code=503 if reasons else 200)

    return router


Shard: TypeAlias = Annotated[int, Query(ge=0, lt=SHARDS)]
Position: TypeAlias = Annotated[int, Query(ge=0, lt=2**63)]


def feed_routes(name: str, store: Store) -> APIRouter:
    """The producer's feed: for services only."""
    router = APIRouter(tags=["feed"])

    async def service_only(request: Request) -> Actor:
        actor = getattr(request.state, "actor", None)
        if not isinstance(actor, Actor):
            raise problem.unauthenticated()
        if actor.kind != "service" and "operator" not in actor.roles:
            raise problem.forbidden()
        return actor

    @router.get(
        "/announcements", summary="公告 / announcements of a shard after a position", dependencies=[Depends(service_only)]
    )
    async def announcements(shard: Shard, after: Position = 0, until: Position | None = None) -> FeedPage:
        found = await store.announcements(after=after, limit=500, shard=shard, until=until)
        return FeedPage(announcements=[body_of(told, producer=name) for told in found])

    @router.get(
        "/announcements/heads", summary="各分片末位 / last announcement of each shard", dependencies=[Depends(service_only)]
    )
    async def heads(since: Position = 0) -> HeadsBody:
        head = await store.head()
        return HeadsBody(
            epoch=head.epoch, epochs=list(head.epochs), position=head.position, heads=dict(await store.heads(since=since))
        )

    return router
