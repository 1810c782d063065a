"""How does Apache Kafka run on this machine, with one node or three?

As a process: `python -m deploy.local.kafka --nodes 1 --folder .local/kafka --ready-file FILE` fetches the jars once, starts the
nodes, writes `{"bootstrap": "127.0.0.1:PORT,…"}` when they answer, and stops them at SIGTERM.
"""

import argparse
import asyncio
import contextlib
import uuid
from base64 import urlsafe_b64encode
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aiokafka.errors import KafkaError

from deploy.local.children import end, free_port, kill_group, last_lines, spawn
from deploy.local.java import KafkaUnavailable, fetch_jars, find_java
from deploy.local.listeners import SECURED, Security, listeners
from deploy.local.ready import fail, say_ready, told_to_stop
from deploy.local.topics import ClientSecurity, brokers, create_topics, delete_topics

__all__ = ["ClientSecurity", "KafkaCluster", "KafkaUnavailable", "Security", "create_topics", "delete_topics", "kafka_cluster"]

DEFAULT_FOLDER = Path(".local/kafka")
LOGGING = Path(__file__).resolve().parent.parent / "kafka" / "log4j.properties"


@dataclass(kw_only=True)
class Node:
    """One server: its id, ports (the secured ones by protocol), folder and, while it runs, its process."""

    id: int
    port: int
    controller_port: int
    folder: Path
    secured: Mapping[str, int] = field(default_factory=dict[str, int])
    process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> Path:
        return self.folder / "server.log"


@dataclass(kw_only=True)
class KafkaCluster:
    """A cluster of nodes 1…n on loopback ports, each broker and controller; ports and data outlive a node's restart."""

    java: Path
    libs: Path
    id: str
    nodes: list[Node]
    heap: str
    timeout: float = 60.0
    security: Security | None = None

    @property
    def bootstrap(self) -> list[str]:
        """The servers to give to a client."""
        return [f"127.0.0.1:{node.port}" for node in self.nodes]

    def secured(self, protocol: str) -> list[str]:
        """The servers to give to a client that speaks SSL or SASL_SSL. Raises `KeyError` if the cluster has no such listeners."""
        return [f"127.0.0.1:{node.secured[protocol]}" for node in self.nodes]

    async def kill(self, node: int) -> None:
        """SIGKILL a node (counted from 1) and wait for its end."""
        process = self._node(node).process
        if process is not None:
            kill_group(process)
            await process.wait()

    async def stop(self, node: int) -> None:
        """End a node gracefully."""
        process = self._node(node).process
        if process is not None:
            await end(process, grace=20)

    async def start(self, node: int) -> None:
        """Start a node that does not run and wait until the cluster counts it as alive. Raises `KafkaUnavailable`."""
        await self._launch(self._node(node))
        await self._wait_for({node})

    async def restart(self, node: int) -> None:
        """End a node gracefully and start it again."""
        await self.stop(node)
        await self.start(node)

    async def start_all(self) -> None:
        """Start every node and wait until the cluster counts all as alive. Raises `KafkaUnavailable`."""
        for node in self.nodes:
            await self._launch(node)
        await self._wait_for({node.id for node in self.nodes})

    async def stop_all(self) -> None:
        """End every node; together, since a node alone waits in vain for a majority to let it go."""
        await asyncio.gather(*(self.stop(node.id) for node in reversed(self.nodes)))

    def _node(self, number: int) -> Node:
        return self.nodes[number - 1]

    async def _launch(self, node: Node) -> None:
        if node.process is not None and node.process.returncode is None:
            return
        properties = node.folder / "server.properties"
        properties.touch(mode=0o600)  # it may hold passwords
        properties.write_text("".join(f"{name}={value}\n" for name, value in self._properties(node).items()))
        if not (node.folder / "data" / "meta.properties").exists():
            users = self.security.formatting() if self.security else []
            await self._run(node, "kafka.tools.StorageTool", "format", f"--cluster-id={self.id}", "-c", str(properties), *users)
        node.process = await spawn(self._command("kafka.Kafka", str(properties)), log=node.log, folder=node.folder)

    async def _run(self, node: Node, *words: str) -> None:
        process = await spawn(self._command(*words), log=node.log, folder=node.folder)
        if await process.wait() != 0:
            raise KafkaUnavailable(_last_words("the storage could not be formatted", node))

    def _command(self, *words: str) -> list[str]:
        logging = f"-Dlog4j.configuration={LOGGING.as_uri()}"
        return [str(self.java), f"-Xmx{self.heap}", "-XX:+UseSerialGC", logging, "-cp", f"{self.libs}/*", *words]

    def _properties(self, node: Node) -> dict[str, object]:
        copies = min(len(self.nodes), 3)
        return {
            "process.roles": "broker,controller",
            "node.id": node.id,
            "controller.quorum.voters": ",".join(f"{one.id}@127.0.0.1:{one.controller_port}" for one in self.nodes),
            **listeners({"PLAINTEXT": node.port, **node.secured}, node.controller_port),
            **(self.security.properties() if self.security else {}),
            "log.dirs": node.folder / "data",
            "auto.create.topics.enable": "false",
            "default.replication.factor": copies,
            "min.insync.replicas": 2 if copies > 1 else 1,
            "offsets.topic.replication.factor": copies,
            "offsets.topic.num.partitions": 10,
            "transaction.state.log.replication.factor": copies,
            "transaction.state.log.min.isr": 1,
            "share.coordinator.state.topic.replication.factor": copies,
            "share.coordinator.state.topic.min.isr": 1,
            "group.initial.rebalance.delay.ms": 0,
            "broker.session.timeout.ms": 4000,  # a killed node may come back only after this
            "broker.heartbeat.interval.ms": 500,
        }

    async def _wait_for(self, wanted: set[int]) -> None:
        try:
            async with asyncio.timeout(self.timeout):
                while not wanted <= await self._alive():
                    self._raise_if_ended(wanted)
                    await asyncio.sleep(0.2)
        except TimeoutError:
            words = "\n".join(_last_words(f"node {number} did not answer", self._node(number)) for number in sorted(wanted))
            raise KafkaUnavailable(words) from None

    async def _alive(self) -> set[int]:
        """The nodes that listen and that the cluster counts as alive."""
        listening = {node.id: f"127.0.0.1:{node.port}" for node in self.nodes if await _listens(node.port)}
        try:
            return await brokers(list(listening.values())) & listening.keys() if listening else set()
        except KafkaError:
            return set()

    def _raise_if_ended(self, wanted: set[int]) -> None:
        for number in sorted(wanted):
            process = self._node(number).process
            if process is not None and process.returncode is not None:
                raise KafkaUnavailable(_last_words(f"node {number} ended with code {process.returncode}", self._node(number)))


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def _last_words(what: str, node: Node) -> str:
    return "\n  ".join([f"Apache Kafka: {what}; its last words:", *last_lines(node.log)])


@contextlib.asynccontextmanager
async def kafka_cluster(
    folder: Path = DEFAULT_FOLDER,
    *,
    nodes: int = 1,
    libs: Path | None = None,
    heap: str = "512m",
    security: Security | None = None,
) -> AsyncGenerator[KafkaCluster]:
    """A running cluster whose data live in `folder`; the jars in `libs` (`folder/libs`), fetched if they are not there.

    With `security` every node also listens for SSL and SASL_SSL. Raises `KafkaUnavailable` when there is no Java, no Maven, no jars, or a node does not start.
    """
    java = await find_java()
    jars = await fetch_jars(libs or folder / "libs", java)
    home = folder.resolve() / f"nodes-{nodes}"
    made = [_new_node(home, number, SECURED if security else ()) for number in range(1, nodes + 1)]
    cluster = KafkaCluster(java=java.path, libs=jars, id=_cluster_id(home), nodes=made, heap=heap, security=security)
    try:
        await cluster.start_all()
        yield cluster
    finally:
        await cluster.stop_all()


def _new_node(home: Path, number: int, secured: Sequence[str]) -> Node:
    folder = home / str(number)
    folder.mkdir(parents=True, exist_ok=True)
    ports = {protocol: free_port() for protocol in secured}
    return Node(id=number, port=free_port(), controller_port=free_port(), folder=folder, secured=ports)


def _cluster_id(home: Path) -> str:
    """The id with which the nodes of this folder were formatted; a new one for a new folder."""
    path = home / "cluster-id"
    if not path.exists():
        path.write_text(urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("="))
    return path.read_text()


async def run(folder: Path, *, nodes: int, libs: Path | None, ready_file: Path | None) -> None:
    """Serve until SIGTERM or SIGINT, which also ends a start or a download that is under way."""
    serving = asyncio.create_task(_serve(folder, nodes=nodes, libs=libs, ready_file=ready_file))
    stopped = asyncio.create_task(told_to_stop())
    await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if stopped.done():
        serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def _serve(folder: Path, *, nodes: int, libs: Path | None, ready_file: Path | None) -> None:
    async with kafka_cluster(folder, nodes=nodes, libs=libs) as cluster:
        say_ready(ready_file, {"bootstrap": ",".join(cluster.bootstrap)})
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.local.kafka", description="Apache Kafka on this machine.")
    parser.add_argument("--nodes", type=int, choices=[1, 3], default=1)
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="data, logs and jars")
    parser.add_argument("--libs", type=Path, help="the jars, if they are to be elsewhere")
    parser.add_argument("--ready-file", type=Path)
    told = parser.parse_args()
    try:
        asyncio.run(run(told.folder, nodes=told.nodes, libs=told.libs, ready_file=told.ready_file))
    except (KafkaUnavailable, OSError) as error:
        fail(error)


if __name__ == "__main__":
    main()
