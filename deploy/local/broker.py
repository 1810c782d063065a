"""Where does the embedded Kafka-protocol broker listen, and which topics does it have?

Memory only, 5 MiB kept per partition, no admin API, one member per consumer group: for the demo and for tests.
As a process: `python -m deploy.local.broker --topics registration,application --partitions 12 --ready-file FILE`
writes `{"bootstrap": "127.0.0.1:PORT"}` when it can be used and ends at SIGTERM.
"""

import argparse
import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from deploy.local.librdkafka import BrokerFailed, Cluster
from deploy.local.ready import fail, say_ready, told_to_stop


class Broker:
    """The embedded broker as a value of this process; the library's own threads do the work."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._topics: dict[str, int] = {}

    @property
    def bootstrap(self) -> list[str]:
        """The servers to give to a client."""
        return [f"127.0.0.1:{self._cluster.port}"]

    def create(self, topics: Sequence[str], partitions: int = 12) -> None:
        """Create those of the topics that do not exist."""
        for topic in topics:
            if topic not in self._topics:
                self._cluster.create_topic(topic, partitions)
                self._topics[topic] = partitions

    def delete(self, topics: Sequence[str]) -> None:
        """Delete those of the topics that exist, with all that is in them."""
        for topic in topics:
            if self._topics.pop(topic, None) is not None:
                self._cluster.delete_topic(topic)

    def wipe(self) -> None:
        """Empty every topic: as if the broker came back with nothing."""
        topics = dict(self._topics)
        self.delete(list(topics))
        for topic, partitions in topics.items():
            self.create([topic], partitions)

    def go_down(self) -> None:
        """Cut all connections and take no new ones; what is stored stays."""
        self._cluster.go_down()

    def come_up(self) -> None:
        """Take connections again, on the same port."""
        self._cluster.come_up()


@contextlib.asynccontextmanager
async def embedded_broker(topics: Sequence[str] = (), *, partitions: int = 12, port: int = 0) -> AsyncGenerator[Broker]:
    """A broker with these topics on a loopback port (0: a free one) in this process. Raises `BrokerFailed`, `OSError`."""
    cluster = await asyncio.to_thread(Cluster, port)
    try:
        broker = Broker(cluster)
        broker.create(topics, partitions)
        yield broker
    finally:
        await asyncio.to_thread(cluster.close)


async def run(topics: Sequence[str], *, partitions: int, port: int, ready_file: Path | None) -> None:
    """Serve until SIGTERM or SIGINT."""
    async with embedded_broker(topics, partitions=partitions, port=port) as broker:
        say_ready(ready_file, {"bootstrap": ",".join(broker.bootstrap)})
        await told_to_stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.local.broker", description="An embedded Kafka-protocol broker.")
    parser.add_argument("--topics", default="", help="names, separated by commas")
    parser.add_argument("--partitions", type=int, default=12)
    parser.add_argument("--port", type=int, default=0, help="0: a free one, told by the ready file")
    parser.add_argument("--ready-file", type=Path)
    told = parser.parse_args()
    topics = [name for name in told.topics.split(",") if name]
    try:
        asyncio.run(run(topics, partitions=told.partitions, port=told.port, ready_file=told.ready_file))
    except (BrokerFailed, OSError) as error:
        fail(error)


if __name__ == "__main__":
    main()
