"""How is the Kafka-protocol cluster inside librdkafka reached? (The library that `confluent-kafka` brings, by ctypes.)"""

import ctypes
import os
import socket
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

PRODUCER = 0
ONLY_BROKER = 1
REPLICATION = 1


class BrokerFailed(Exception):
    """The embedded broker could not be made or refused a change; the text says why."""


@cache
def library() -> ctypes.CDLL:
    """The loaded library with the signatures used here (`rdkafka_mock.h` of librdkafka 2.13 and later)."""
    files = metadata.files("confluent-kafka") or []
    found = [file for file in files if file.name.startswith("librdkafka") and "confluent_kafka" in str(file.parent)]
    if not found:
        raise BrokerFailed("the installed confluent-kafka brings no librdkafka: install its wheel")
    loaded = ctypes.CDLL(str(Path(str(found[0].locate()))))
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    signatures: dict[str, tuple[type | None, Sequence[type]]] = {
        "rd_kafka_conf_new": (pointer, []),
        "rd_kafka_conf_set": (number, [pointer, text, text, text, ctypes.c_size_t]),
        "rd_kafka_new": (pointer, [number, pointer, text, ctypes.c_size_t]),
        "rd_kafka_destroy": (None, [pointer]),
        "rd_kafka_mock_cluster_new": (pointer, [pointer, number]),
        "rd_kafka_mock_cluster_destroy": (None, [pointer]),
        "rd_kafka_mock_cluster_bootstraps": (text, [pointer]),
        "rd_kafka_mock_group_initial_rebalance_delay_ms": (None, [pointer, ctypes.c_int32]),
        "rd_kafka_mock_topic_create": (number, [pointer, text, number, number]),
        "rd_kafka_mock_topic_delete": (number, [pointer, text]),
        "rd_kafka_mock_broker_set_down": (number, [pointer, ctypes.c_int32]),
        "rd_kafka_mock_broker_set_up": (number, [pointer, ctypes.c_int32]),
        "rd_kafka_mock_broker_set_host_port": (number, [pointer, ctypes.c_int32, text, number]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(loaded, name)
        function.restype, function.argtypes = result, arguments
    return loaded


class Cluster:
    """One broker in memory, in threads of the library, on a loopback port: `port`, or a free one for 0."""

    def __init__(self, port: int = 0) -> None:
        self._handle = _new_handle()
        self._cluster: int = library().rd_kafka_mock_cluster_new(self._handle, 1)
        if not self._cluster:
            raise BrokerFailed("librdkafka could not make its cluster")
        library().rd_kafka_mock_group_initial_rebalance_delay_ms(self._cluster, 0)
        bootstrap: bytes = library().rd_kafka_mock_cluster_bootstraps(self._cluster)
        self._own_port = int(bootstrap.rsplit(b":", 1)[1])
        self.port = port or self._own_port
        self._listen_on_the_port()

    def _listen_on_the_port(self) -> None:
        """The library chooses its port itself: our socket takes the place of its own, then it tells clients our port."""
        if self.port == self._own_port:
            return
        with socket.create_server(("127.0.0.1", self.port), backlog=64) as listener:
            os.dup2(listener.fileno(), _listening_descriptor(self._own_port), inheritable=False)
        _check(library().rd_kafka_mock_broker_set_host_port(self._cluster, ONLY_BROKER, b"127.0.0.1", self.port), "port")

    def create_topic(self, name: str, partitions: int) -> None:
        """Create a topic. Raises `BrokerFailed` if it exists."""
        _check(library().rd_kafka_mock_topic_create(self._cluster, name.encode(), partitions, REPLICATION), f"create {name}")

    def delete_topic(self, name: str) -> None:
        """Delete a topic and what is in it. Raises `BrokerFailed` if there is none."""
        _check(library().rd_kafka_mock_topic_delete(self._cluster, name.encode()), f"delete {name}")

    def go_down(self) -> None:
        """Cut all connections and take no new ones; what is stored stays."""
        _check(library().rd_kafka_mock_broker_set_down(self._cluster, ONLY_BROKER), "go down")

    def come_up(self) -> None:
        """Take connections again, on the same port."""
        _check(library().rd_kafka_mock_broker_set_up(self._cluster, ONLY_BROKER), "come up")
        self._listen_on_the_port()

    def close(self) -> None:
        """End the cluster and its threads."""
        library().rd_kafka_mock_cluster_destroy(self._cluster)
        library().rd_kafka_destroy(self._handle)


def _new_handle() -> int:
    error = ctypes.create_string_buffer(512)
    configuration = library().rd_kafka_conf_new()
    library().rd_kafka_conf_set(configuration, b"log_level", b"3", error, len(error))  # a client without servers warns
    handle: int | None = library().rd_kafka_new(PRODUCER, configuration, error, len(error))
    if not handle:
        raise BrokerFailed(f"librdkafka could not start: {error.value.decode()}")
    return handle


def _check(code: int, act: str) -> None:
    if code != 0:
        raise BrokerFailed(f"the embedded broker refused to {act} (librdkafka error {code})")


def _listening_descriptor(port: int) -> int:
    """The file descriptor of this process that listens on `port`."""
    for descriptor in sorted(int(path.name) for path in Path("/dev/fd").iterdir()):
        try:
            probe = socket.socket(fileno=os.dup(descriptor))
        except OSError:
            continue
        with probe:
            if probe.family == socket.AF_INET and _listens_on(probe, port):
                return descriptor
    raise BrokerFailed(f"no socket of this process listens on port {port}")


def _listens_on(probe: socket.socket, port: int) -> bool:
    return bool(probe.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)) and probe.getsockname()[1] == port
