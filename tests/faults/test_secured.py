"""Do we come in where Kafka and PostgreSQL want TLS and a password, and stay out, losing nothing, where something is wrong?"""

import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from chassis.actor import NOBODY
from chassis.feed import MemoryFeed
from chassis.kafka import KafkaSettings
from chassis.service import Service
from deploy.local.java import KafkaUnavailable, find_java
from deploy.local.kafka import DEFAULT_FOLDER, ClientSecurity, KafkaCluster, Security, create_topics, delete_topics, kafka_cluster
from deploy.local.postgres import PostgresServer
from tests.chassis.counting import Count, counting, mirror, mirror_of, mirroring
from tests.chassis.real import CLOCK, real_service, running, until
from tests.conftest import new_database
from tests.faults.authority import new_authority

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.kafka, pytest.mark.timeout(180)]

ADA = UUID(int=1)
USER, PASSWORD = "ekey", "right-password"
TOPICS = ["counter", "mirror"]
DOORS = [("SSL", ""), ("SASL_SSL", "PLAIN"), ("SASL_SSL", "SCRAM-SHA-512")]
WRONG = [
    ("SASL_SSL", "PLAIN", "kafka_password"),
    ("SASL_SSL", "SCRAM-SHA-512", "kafka_password"),
    ("SSL", "", "kafka_ca_file"),
    ("SSL", "", "kafka"),
]


@dataclass(frozen=True, kw_only=True)
class Secured:
    """A cluster with secured listeners, the authority that vouches for it, and one that does not."""

    cluster: KafkaCluster
    ca_file: Path
    other_ca_file: Path

    def settings(self, protocol: str, mechanism: str, *, wrong: str = "") -> KafkaSettings:
        """What a process that may come in has in its settings; one of them may be wrong."""
        right = {
            "kafka": self.cluster.secured(protocol)[0],
            "kafka_security_protocol": protocol,
            "kafka_sasl_mechanism": mechanism,
            "kafka_username": USER if mechanism else "",
            "kafka_password": PASSWORD if mechanism else "",
            "kafka_ca_file": str(self.ca_file),
            "session_timeout_ms": "6000",
        }
        mistakes = {
            "kafka": right["kafka"].replace("127.0.0.1", "localhost"),  # the same port, not the name in the certificate
            "kafka_password": "wrong-password",
            "kafka_ca_file": str(self.other_ca_file),
        }
        return KafkaSettings.of(right | {wrong: mistakes[wrong]} if wrong else right)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def secured(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Secured]:
    """One node of our own, whatever EKEY_KAFKA names: its passwords and its authority are this run's."""
    try:
        await find_java()
    except KafkaUnavailable as reason:
        if os.environ.get("EKEY_REQUIRE_KAFKA") == "1":
            raise
        pytest.skip(f"Apache Kafka cannot be started: {reason}")
    folder = tmp_path_factory.mktemp("secured")
    authority = new_authority("known")
    security = Security(keystore=authority.server(folder / "server.pem"), users={USER: PASSWORD})
    ca_file, other = authority.write(folder / "ca.pem"), new_authority("unknown").write(folder / "other.pem")
    async with kafka_cluster(folder, libs=DEFAULT_FOLDER / "libs", security=security) as cluster:
        yield Secured(cluster=cluster, ca_file=ca_file, other_ca_file=other)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The databases of counter and mirror: what stays when their processes end."""

    counter: str
    mirror: str

    def services(self, kafka: KafkaSettings) -> tuple[Service, Service]:
        """New processes of both. The sweep never comes: what the mirror hears, it heard over Kafka."""
        feed = MemoryFeed({})
        made = real_service(counting, "counter", dsn=self.counter, kafka=kafka, feed=feed)
        heard = real_service(mirroring, "mirror", dsn=self.mirror, kafka=kafka, feed=feed, sweep=3600)
        feed.serve("counter", made.ports.database.store)
        return made, heard


@pytest_asyncio.fixture(loop_scope="session")
async def pair(postgres: PostgresServer) -> Pair:
    return Pair(counter=await new_database(postgres), mirror=await new_database(postgres))


async def fresh_topics(kafka: KafkaSettings) -> None:
    """Topics made through the listener under test."""
    security = ClientSecurity(security_protocol=kafka.protocol, ssl_context=kafka.tls())
    if kafka.mechanism:
        security |= ClientSecurity(
            sasl_mechanism=kafka.mechanism, sasl_plain_username=kafka.username, sasl_plain_password=kafka.password
        )
    await delete_topics(kafka.servers, TOPICS, **security)
    await create_topics(kafka.servers, TOPICS, 3, 1, **security)


async def count(counter: Service, upto: int) -> None:
    now = CLOCK.now()
    wanted = Count(counter_id=ADA, upto=upto, at=now)
    await counter.handler.handle([wanted], unit=uuid4(), actor=NOBODY, at=now, cause="test", correlation=uuid4())


async def all_mirrored(service: Service, upto: int) -> None:
    async def there() -> bool:
        return await service.handler.load(mirror, mirror_of(ADA)) == tuple(range(1, upto + 1))

    await until(there, within=60)


@pytest.mark.parametrize(("protocol", "mechanism"), DOORS)
async def test_facts_cross_a_secured_listener(protocol: str, mechanism: str, secured: Secured, pair: Pair) -> None:
    kafka = secured.settings(protocol, mechanism)
    await fresh_topics(kafka)
    counter, mirror_ = pair.services(kafka)
    async with running(counter, mirror_):
        await count(counter, 20)
        await all_mirrored(mirror_, 20)
        assert mirror_.consumer.fetched == 0
        assert await mirror_.unready() == []


@pytest.mark.parametrize(("protocol", "mechanism", "wrong"), WRONG)
async def test_who_is_not_let_in_is_unready_and_goes_on_with_the_right_settings(
    protocol: str, mechanism: str, wrong: str, secured: Secured, pair: Pair
) -> None:
    right = secured.settings(protocol, mechanism)
    await fresh_topics(right)
    counter, mirror_ = pair.services(secured.settings(protocol, mechanism, wrong=wrong))
    with capture_logs() as lines:
        async with running(counter, mirror_):
            await count(counter, 10)
            await refused_twice(lines)
            assert await mirror_.unready() == ["broker"]
            assert await counter.unready() == []
    assert "wrong-password" not in repr(lines)
    counter, mirror_ = pair.services(right)
    async with running(counter, mirror_):
        await count(counter, 15)
        await all_mirrored(mirror_, 15)
        assert mirror_.consumer.fetched == 0
        assert await mirror_.unready() == []


async def refused_twice(lines: Sequence[Mapping[str, object]]) -> None:
    """Wait until relay and subscription were refused, tried again and were refused again."""

    async def twice() -> bool:
        told = [(line["event"], line["error"]) for line in lines if "error" in line]
        return (
            min(told.count(("relay_waits", "ConnectionError")), told.count(("subscription_waits", "KafkaConnectionError"))) >= 2
        )

    await until(twice, within=60)
