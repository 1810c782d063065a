# pyright: reportIncompatibleMethodOverride=false, reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false, reportMissingParameterType=false, reportUnknownParameterType=false
"""How do we speak to Kafka? FastStream subscribes (batches, own parser, nack on error); the relay sends through aiokafka, per partition."""

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Annotated, Any

from aiokafka import AIOKafkaProducer
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.errors import KafkaError
from aiokafka.helpers import create_ssl_context
from faststream import AckPolicy, Context
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaAckableMessage
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512

from chassis.clock import Clock
from chassis.envelope import Outgoing, Raw
from chassis.settings import Misconfigured
from chassis.store import Unavailable
from chassis.telemetry import log
from chassis.topic import Take

BATCH_BYTES = 256 * 1024
SEND_SECONDS = 30.0
PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
MECHANISMS = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}


@dataclass(frozen=True, kw_only=True)
class KafkaSettings:
    """Where Kafka is, and how we are let in."""

    servers: Sequence[str]
    protocol: str = "PLAINTEXT"
    mechanism: str = ""
    username: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    session_timeout_ms: int = 30_000

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> "KafkaSettings":
        """From the process' settings (`kafka`, `kafka_security_protocol`, …). Raises Misconfigured for what is none."""
        protocol = settings.get("kafka_security_protocol", "PLAINTEXT").upper()
        mechanism = settings.get("kafka_sasl_mechanism", "PLAIN" if protocol.startswith("SASL") else "").upper()
        if protocol not in PROTOCOLS or mechanism not in {"", *MECHANISMS}:
            raise Misconfigured(
                f"EKEY_KAFKA_SECURITY_PROTOCOL {protocol} with EKEY_KAFKA_SASL_MECHANISM {mechanism or 'none'} is not known"
            )
        return cls(
            servers=[s.strip() for s in settings.get("kafka", "localhost:9092").split(",") if s.strip()],
            protocol=protocol,
            mechanism=mechanism if protocol.startswith("SASL") else "",
            username=settings.get("kafka_username", ""),
            password=settings.get("kafka_password", ""),
            ca_file=settings.get("kafka_ca_file", ""),
            session_timeout_ms=int(settings.get("session_timeout_ms", "30000")),
        )

    def tls(self) -> ssl.SSLContext | None:
        """The TLS context, where the protocol asks for one."""
        if not self.protocol.endswith("SSL"):
            return None
        return create_ssl_context(cafile=self.ca_file or None)

    def client(self) -> dict[str, Any]:
        """Arguments of an aiokafka client."""
        given: dict[str, Any] = {
            "bootstrap_servers": list(self.servers),
            "security_protocol": self.protocol,
            "ssl_context": self.tls(),
        }
        if self.mechanism:
            given |= {
                "sasl_mechanism": self.mechanism,
                "sasl_plain_username": self.username,
                "sasl_plain_password": self.password,
            }
        return given

    def security(self) -> BaseSecurity | None:
        """The same for FastStream."""
        tls, use_tls = self.tls(), self.protocol.endswith("SSL")
        if self.mechanism:
            return MECHANISMS[self.mechanism](username=self.username, password=self.password, ssl_context=tls, use_ssl=use_tls)
        return BaseSecurity(ssl_context=tls, use_ssl=True) if use_tls else None


class KafkaPublisher:
    """An idempotent producer for one topic. After an error that ends a producer, the next send makes a new one."""

    def __init__(self, settings: KafkaSettings, topic: str) -> None:
        self._settings = settings
        self._topic = topic
        self._producer: Any = None
        self._partitions = 0

    async def send(self, records: Sequence[Outgoing]) -> None:
        """All acknowledged by all in-sync replicas, or an error (then some may be there: harmless)."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                producer = await self._ready()
                sent = [future for p, some in self._by_partition(records) for future in await self._submit(producer, p, some)]
                await asyncio.gather(*sent)
        except (KafkaError, TimeoutError, OSError) as error:
            await self.close()
            raise ConnectionError(f"topic {self._topic}: {type(error).__name__}") from error

    async def _ready(self) -> Any:
        if self._producer is None:
            producer = AIOKafkaProducer(
                enable_idempotence=True,
                acks="all",
                linger_ms=5,
                compression_type="lz4",
                max_batch_size=BATCH_BYTES,
                **self._settings.client(),
            )
            await producer.start()
            self._producer = producer
        self._partitions = len(await self._producer.partitions_for(self._topic))
        return self._producer

    def _by_partition(self, records: Sequence[Outgoing]) -> list[tuple[int, list[Outgoing]]]:
        placed = sorted(enumerate(records), key=lambda p: (p[1].shard % self._partitions, p[0]))
        return [(n, [r for _, r in some]) for n, some in groupby(placed, key=lambda p: p[1].shard % self._partitions)]

    async def _submit(self, producer: Any, partition: int, records: Sequence[Outgoing]) -> list[Any]:
        futures: list[Any] = []
        batch = producer.create_batch()
        for record in records:
            if batch.append(key=record.key, value=record.value, timestamp=None, headers=list(record.headers)) is None:
                futures.append(await producer.send_batch(batch, self._topic, partition=partition))
                batch = producer.create_batch()
                batch.append(key=record.key, value=record.value, timestamp=None, headers=list(record.headers))
        futures.append(await producer.send_batch(batch, self._topic, partition=partition))
        return futures

    async def close(self) -> None:
        """Stop the producer, bounded: a broker that is away does not hold us."""
        producer, self._producer = self._producer, None
        if producer is not None:
            try:
                async with asyncio.timeout(5):
                    await producer.stop()
            except (TimeoutError, KafkaError, OSError):
                log.info("producer_left", topic=self._topic)


class Draining(ConsumerRebalanceListener):
    """Before partitions go to another member, the batch at work is finished."""

    def __init__(self, busy: asyncio.Lock) -> None:
        self._busy = busy

    async def on_partitions_revoked(self, revoked: Any) -> None:
        async with self._busy:
            return

    async def on_partitions_assigned(self, assigned: Any) -> None:
        return


class KafkaSubscription:
    """One FastStream batch subscriber over all topics that a service hears."""

    def __init__(self, settings: KafkaSettings, group: str, clock: Clock, *, silence: float = 30.0) -> None:
        self._settings = settings
        self._group = group
        self._clock = clock
        self._silence = silence
        self._broker: KafkaBroker | None = None
        self._reachable_at = float("-inf")
        self._failures = 0

    def alive(self) -> bool:
        """Whether the broker answered a short time ago."""
        return self._clock.monotonic() - self._reachable_at < self._silence

    async def run(self, topics: Sequence[str], take: Take) -> None:
        """Subscribe for ever; what ends the subscription starts a new one."""
        while True:
            try:
                await self._session(topics, take)
            except (KafkaError, OSError, TimeoutError, Unavailable) as error:
                log.warning("subscription_waits", error=type(error).__name__)
                await self._clock.sleep(1.0)

    async def _session(self, topics: Sequence[str], take: Take) -> None:
        broker = KafkaBroker(list(self._settings.servers), security=self._settings.security(), logger=None, client_id=self._group)
        subscriber = self._subscribe(broker, topics, take)
        try:
            await broker.start()
            while True:
                if await broker.ping(5.0) and subscriber.consumer is not None:
                    self._reachable_at = self._clock.monotonic()
                await self._clock.sleep(2.0)
        finally:
            try:
                async with asyncio.timeout(10):
                    await broker.stop()
            except (TimeoutError, KafkaError, OSError):
                log.info("subscription_left", group=self._group)

    def _subscribe(self, broker: KafkaBroker, topics: Sequence[str], take: Take) -> Any:
        busy = asyncio.Lock()
        timeout = self._settings.session_timeout_ms

        async def parse(records: Any) -> KafkaAckableMessage:
            return KafkaAckableMessage(
                body=b"", raw_message=records, consumer=subscriber.consumer, headers={}, message_id="", correlation_id=""
            )

        async def decode(message: Any) -> Any:
            return b""

        subscriber: Any = broker.subscriber(
            *topics,
            batch=True,
            max_records=500,
            batch_timeout_ms=10,
            group_id=self._group,
            ack_policy=AckPolicy.NACK_ON_ERROR,
            auto_offset_reset="earliest",
            session_timeout_ms=timeout,
            heartbeat_interval_ms=max(500, timeout // 10),
            parser=parse,
            decoder=decode,
            listener=Draining(busy),
            include_in_schema=False,
        )

        async def on_batch(message: Annotated[Any, Context("message")]) -> None:
            async with busy:
                await self._taken([raw_of(record) for record in message.raw_message], take)

        return subscriber(on_batch) and subscriber

    async def _taken(self, raws: Sequence[Raw], take: Take) -> None:
        try:
            await take(raws)
            self._failures = 0
        except Exception as error:  # raised again: the nack rewinds; the pause keeps it from being a hot loop
            self._failures += 1
            log.warning("batch_comes_again", count=len(raws), error=type(error).__name__)
            await self._clock.sleep(min(0.1 * 2 ** min(self._failures, 6), 5.0))
            raise


def raw_of(record: Any) -> Raw:
    """A consumer record as the chassis sees it: nothing decoded."""
    return Raw(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        key=record.key,
        value=record.value,
        headers=tuple((name, bytes(text or b"")) for name, text in record.headers),
    )
