"""Which door tells a case's news as it happens? `GET /cases/{number}/events`: the lines of its trail, each as it is heard."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path
from fastapi.responses import StreamingResponse

from chassis.actor import Actor
from chassis.door import Door
from services.tracking.api.asking import Asking, Seen
from services.tracking.api.reading import Reading
from services.tracking.api.saying import line_answer
from services.tracking.api.scope import scope_of
from services.tracking.api.streaming import Mark, News, Streams, mark_of
from services.tracking.ports import Bodies
from services.tracking.projections.trail import line, recorded_line

MEDIA_TYPE = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def following_routes(door: Door, bodies: Bodies, reading: Reading) -> APIRouter:
    """The door of news. A connection lasts as many seconds as the setting `stream_seconds` says."""
    router = APIRouter()
    streams = Streams(door.doors.clock, longest=float(door.doors.settings.get("stream_seconds", "300")))

    @router.get(
        "/cases/{number}/events",
        summary="实时动态 / What happens to a case, as it happens (server-sent events)",
        response_class=StreamingResponse,
        responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}},
    )
    async def follow(
        number: Annotated[str, Path(max_length=40)],
        who: Annotated[Actor, Depends(door.caller)],
        last_event_id: Annotated[str, Header(max_length=40)] = "",
    ) -> StreamingResponse:
        ask = Asking(door, scope_of(who, bodies))
        await ask.case(number, whole=True)

        async def look(mark: Mark) -> Sequence[News]:
            seen = await ask.case(number, whole=True)
            return await news(reading, seen, mark, to_officials=who.kind == "staff")

        return StreamingResponse(streams.follow(look, mark_of(last_event_id)), media_type=MEDIA_TYPE, headers=HEADERS)

    return router


async def news(reading: Reading, seen: Seen, mark: Mark, *, to_officials: bool) -> Sequence[News]:
    """What was stored after the mark, as far as the caller may see it; what they may not see is counted all the same."""
    found: list[News] = []
    recorded = await reading.recorded(seen)
    if len(seen.row.facts) > mark.heard:
        for n, fact in enumerate((await reading.heard(seen))[mark.heard :], mark.heard + 1):
            if reading.shown(seen, fact):
                said = line_answer(line(fact), to_officials=to_officials)
                found.append(News(mark=Mark(heard=n, recorded=mark.recorded), line=said))
    heard = found[-1].mark.heard if found else mark.heard
    for n, record in enumerate(recorded[mark.recorded :], mark.recorded + 1):
        if reading.clocked(seen, record):
            said = line_answer(recorded_line(record), to_officials=to_officials)
            found.append(News(mark=Mark(heard=heard, recorded=n), line=said))
    return found
