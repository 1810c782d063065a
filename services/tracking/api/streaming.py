"""How does one follow a case as it happens? Server-sent events, resumed by Last-Event-ID, bounded in time and number."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from chassis import problem
from chassis.clock import Clock
from chassis.messages import value
from services.tracking.api.answers import LineAnswer

LOOK_EVERY = 1.0
HEARTBEAT_AFTER = 15.0
MOST = 200
MARK = re.compile(r"(\d{1,9})\.(\d{1,9})", re.ASCII)


@value
class Mark:
    """How far a follower has come: the facts heard of the case, and the records of its deadlines, each in its own stored order."""

    heard: int = 0
    recorded: int = 0

    def __str__(self) -> str:
        return f"{self.heard}.{self.recorded}"


@value
class News:
    """A line to tell, and the mark after it."""

    mark: Mark
    line: LineAnswer


Look = Callable[[Mark], Awaitable[Sequence[News]]]


class Streams:
    """The streams that are open in this process; each ends after `longest` seconds."""

    def __init__(self, clock: Clock, *, longest: float) -> None:
        self._clock = clock
        self._longest = longest
        self._open = 0

    def follow(self, look: Look, mark: Mark) -> AsyncIterator[str]:
        """News as it comes. Raises Problem 503 while too many follow. The connection ends after some minutes: come again with the last id."""
        if self._open >= MOST:
            raise problem.Problem(
                503, "too_many_streams", zh="连接过多，请稍后再试", en="too many follow already", headers={"Retry-After": "10"}
            )
        return self._tell(look, mark)

    async def _tell(self, look: Look, mark: Mark) -> AsyncIterator[str]:
        self._open += 1
        try:
            began = said = self._clock.monotonic()
            yield "retry: 2000\n\n"
            while self._clock.monotonic() - began < self._longest:
                news = await look(mark)
                for one in news:
                    mark = one.mark
                    yield event(one)
                if news or self._clock.monotonic() - said >= HEARTBEAT_AFTER:
                    said = self._clock.monotonic()
                    yield ": alive\n\n"
                await self._clock.sleep(LOOK_EVERY)
        except problem.Problem:  # the case left the follower's share: they will be told so when they come again
            return
        finally:
            self._open -= 1


def event(news: News) -> str:
    """One server-sent event: its id is the mark, its name the fact's, its data the line of the trail."""
    return f"id: {news.mark}\nevent: {news.line.event}\ndata: {news.line.model_dump_json()}\n\n"


def mark_of(last_event_id: str) -> Mark:
    """Where the follower stopped; from the beginning if it does not say so, or says what is no mark."""
    found = MARK.fullmatch(last_event_id.strip())
    return Mark(heard=int(found[1]), recorded=int(found[2])) if found else Mark()
