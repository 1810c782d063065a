"""Is our history an `eventsourcing` history? The library's own cases pass on our store, and its own recorder reads our table."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import pytest_asyncio
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from eventsourcing.tests.persistence import AggregateRecorderTestCase, ApplicationRecorderTestCase, ProcessRecorderTestCase

from chassis.feed import MemoryFeed
from chassis.store import Database
from chassis.store.memory import memory_database
from chassis.store.postgres import postgres_database
from deploy.local.postgres import PostgresServer
from tests.chassis.counting import Count, counting
from tests.chassis.recorder import Recorder, Unnumbered
from tests.chassis.rig import ADA, BOB, HandClock, committing, plain_service, wish
from tests.conftest import new_database


class InMemory:
    """The cases over memory."""

    made: list[Recorder]

    def setUp(self) -> None:
        self.made = []

    def tearDown(self) -> None:
        for recorder in self.made:
            recorder.close()

    def database(self) -> Database:
        return memory_database()

    def create_recorder(self) -> Recorder:
        self.made.append(self.kind()(self.database()))
        return self.made[-1]

    def kind(self) -> Callable[[Database], Recorder]:
        return Recorder


class InPostgres(InMemory):
    """The cases over PostgreSQL."""

    address: str

    @pytest_asyncio.fixture(autouse=True)
    async def _database(self, postgres: PostgresServer) -> None:
        self.address = await new_database(postgres)

    def database(self) -> Database:
        return postgres_database(self.address, size=12)


class WithoutPositions:
    def kind(self) -> Callable[[Database], Recorder]:
        return Unnumbered


class TestAggregatesInMemory(WithoutPositions, InMemory, AggregateRecorderTestCase):
    pass


class TestAggregatesInPostgres(WithoutPositions, InPostgres, AggregateRecorderTestCase):
    pass


class TestApplicationsInMemory(InMemory, ApplicationRecorderTestCase):
    pass


class TestApplicationsInPostgres(InPostgres, ApplicationRecorderTestCase):
    pass


class TestProcessesInMemory(InMemory, ProcessRecorderTestCase):
    pass


class TestProcessesInPostgres(InPostgres, ProcessRecorderTestCase):
    pass


@pytest.fixture
def library(dsn: str) -> Iterator[PostgresApplicationRecorder]:
    """The library's own recorder over our `events` table; it creates nothing."""
    parts = urlsplit(dsn)
    socket = parse_qs(parts.query).get("host", [""])[0]
    datastore = PostgresDatastore(
        dbname=unquote(parts.path.lstrip("/")),
        host=socket or parts.hostname or "",
        port=parts.port or parse_qs(parts.query).get("port", ["5432"])[0],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
    yield PostgresApplicationRecorder(datastore, events_table_name="events")
    datastore.close()


async def test_the_librarys_own_recorder_reads_our_history(dsn: str, library: PostgresApplicationRecorder) -> None:
    database = postgres_database(dsn, size=3)
    service = plain_service(counting, "counter", database, MemoryFeed({}), HandClock())
    async with committing(service):
        await wish(service, Count(counter_id=ADA, upto=3, at=HandClock().now()))
        await wish(service, Count(counter_id=BOB, upto=1, at=HandClock().now()))
    ours = await database.store.read_all(after=0, limit=9)
    theirs = library.select_notifications(start=None, limit=9)
    assert [(n.id, n.originator_id, n.originator_version, n.topic, bytes(n.state)) for n in theirs] == [
        (f.position, f.stream, f.version, f.type, f.state) for f in ours
    ]
    assert library.max_notification_id() == 4
    assert [e.originator_version for e in library.select_events(ADA, gt=1)] == [2, 3]
    assert [n.id for n in library.select_notifications(start=2, limit=1, topics=["Counted"])] == [2]
    await database.close()
