"""What can be measured? How full, how late, how far behind: for Prometheus, unknown shown as unknown, never as zero."""

from collections.abc import Callable, Mapping, Sequence
from math import nan

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram, generate_latest

from chassis.clock import Clock
from chassis.relay import LEASE
from chassis.store import Database
from chassis.sweep import Standing


class Metrics:
    """The measures of one process of a service, in a registry of its own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.registry = CollectorRegistry()
        self.batch_size = Histogram(
            "ekey_append_batch_units", "Units per commit", buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256), registry=self.registry
        )
        self.append_seconds = Histogram(
            "ekey_append_seconds",
            "Seconds per commit",
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
            registry=self.registry,
        )
        self._queue = Gauge("ekey_append_queue_units", "Units that wait for a commit", registry=self.registry)
        self._position = Gauge("ekey_store_position", "Last position of the store", registry=self.registry)
        self._relay = Gauge("ekey_relay_lag_positions", "Positions that the relay has not passed", registry=self.registry)
        self._view = Gauge("ekey_view_lag_positions", "Positions that the view has not read", ["view"], registry=self.registry)
        self._parked = Gauge("ekey_parked_messages", "Messages laid aside", registry=self.registry)
        self._oddities = Gauge("ekey_oddities", "Things heard without effect", ["kind"], registry=self.registry)
        self._behind = Gauge(
            "ekey_consumer_behind_shards",
            "Shards with announcements not done; NaN: unknown",
            ["producer"],
            registry=self.registry,
        )
        self._oldest = Gauge(
            "ekey_oldest_unhandled_seconds",
            "Age of the oldest announcement not done; NaN: unknown",
            ["producer"],
            registry=self.registry,
        )
        self._unknown = Gauge(
            "ekey_consumer_unknown_seconds", "Seconds since the standing was last known", ["producer"], registry=self.registry
        )
        self._stopped = Gauge("ekey_stopped_shards", "Shards that wait for the operator", ["producer"], registry=self.registry)

    def committed(self, units: int, seconds: float) -> None:
        """One commit of so many units took so long."""
        self.batch_size.observe(units)
        self.append_seconds.observe(seconds)

    async def look(self, database: Database, *, tables: Sequence[str], standings: Mapping[str, Standing], waiting: int) -> None:
        """Set every gauge to what is true now."""
        head = await database.store.head()
        self._queue.set(waiting)
        self._position.set(head.position)
        self._relay.set(head.position - await database.leases.cursor(LEASE))
        for table in tables:
            self._view.labels(table).set(head.position - await database.views.checkpoint(table))
        self._parked.set(len(await database.inbox.parked()))
        for kind, count in (await database.inbox.oddity_counts()).items():
            self._oddities.labels(kind).set(count)
        for producer, progress in (await database.inbox.progress(sorted(standings))).items():
            self._stopped.labels(producer).set(len(progress.stopped))
        for producer, standing in standings.items():
            self._stand(producer, standing)

    def _stand(self, producer: str, standing: Standing) -> None:
        now = self._clock.now()
        self._behind.labels(producer).set(nan if standing.behind is None else standing.behind)
        age = 0.0 if standing.oldest_at is None else (now - standing.oldest_at).total_seconds()
        self._oldest.labels(producer).set(nan if standing.behind is None else age)
        unknown = nan if standing.known_at is None else (now - standing.known_at).total_seconds()
        self._unknown.labels(producer).set(unknown)

    def text(self) -> bytes:
        """In Prometheus' text format."""
        return generate_latest(self.registry)


def metrics_routes(
    metrics: Metrics, database: Database, *, tables: Sequence[str], standings: Mapping[str, Standing], waiting: Callable[[], int]
) -> APIRouter:
    """`GET /metrics`: for the scraper inside the network; it tells counts, no content."""
    router = APIRouter(tags=["health"])

    @router.get("/metrics", summary="指标 / metrics", response_class=PlainTextResponse)
    async def scrape() -> Response:
        await metrics.look(database, tables=tables, standings=standings, waiting=waiting())
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return router
