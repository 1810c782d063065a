"""Who can read a person's fields? The handler, until the person is erased; the store holds ciphertext bound to its place."""

import asyncio
import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from cryptography.exceptions import InvalidTag
from obstore.store import LocalStore

from chassis.aggregate import Aggregate
from chassis.blueprint import Blueprint
from chassis.codec import Codec
from chassis.decider import Decider
from chassis.doors import Doors, Files
from chassis.feed import MemoryFeed
from chassis.files import ObjectFiles, files_at
from chassis.messages import Erased, Personal, event
from chassis.service import Service
from chassis.sql import Pool
from chassis.store import StoredFact, Unavailable
from chassis.store.memory import memory_database
from chassis.testing import MemoryFiles
from chassis.vault import CACHE_SECONDS, MemoryVault, PostgresVault, Vault
from chassis.view import Fact, View
from chassis.virtual import START
from deploy.local.postgres import PostgresServer
from tests.chassis.counting import Count, Row, Sign, Signed, counter, counting
from tests.chassis.rig import HandClock, altered, committing, plain_service, wish
from tests.conftest import new_database

ADA, EVE = UUID(int=1), UUID(int=2)
PERSON, OTHER = UUID(int=71), UUID(int=72)
NAME = "艾达 Lovelace"
MASTER = bytes(range(32))


@pytest_asyncio.fixture(params=["memory", "postgres"])
async def vault(request: pytest.FixtureRequest, postgres: PostgresServer) -> AsyncGenerator[Vault]:
    if request.param == "memory":
        yield MemoryVault()
        return
    made = await PostgresVault.open(await new_database(postgres), MASTER)
    yield made
    await made.close()


@pytest_asyncio.fixture
async def service(vault: Vault) -> AsyncGenerator[Service]:
    made = plain_service(counting, "counter", memory_database(), MemoryFeed({}), HandClock(), vault=vault)
    async with committing(made):
        yield made


def sign(stream: UUID = ADA, *, person: UUID = PERSON, name: str = NAME) -> Sign:
    return Sign(counter_id=stream, person_id=person, name=name, at=START)


async def stored(service: Service) -> list[StoredFact]:
    return list(await service.ports.database.store.read_all(after=0, limit=99))


async def test_a_personal_field_is_ciphertext_in_the_store_and_readable_by_the_handler(service: Service) -> None:
    await wish(service, sign())
    (fact,) = await stored(service)
    assert b"Lovelace" not in fact.state
    assert "艾达".encode() not in fact.state
    assert set(json.loads(fact.state)["name"]) == {"sealed", "person"}
    assert (await service.handler.load(counter, ADA)).name == NAME


async def test_the_same_name_twice_is_not_the_same_ciphertext(service: Service) -> None:
    await wish(service, sign(), sign())
    one, two = [json.loads(fact.state)["name"]["sealed"] for fact in await stored(service)]
    assert one != two


async def test_ciphertext_of_another_version_or_stream_is_refused(service: Service) -> None:
    await wish(service, sign(), sign(name="Eve"), sign(EVE))
    first, second, elsewhere = await stored(service)
    for foreign in (replace(first, state=second.state), replace(first, state=elsewhere.state)):
        with pytest.raises(InvalidTag):
            await service.codec.decode([foreign])


@event
class Named:
    person_id: UUID
    first: Annotated[str | Erased, Personal(of="person_id")]
    last: Annotated[str | Erased, Personal(of="person_id")]


def codec_of_named(vault: Vault) -> Codec:
    def nothing(command: object, state: None) -> list[Named]:
        return []

    def same(state: None, event: Named) -> None:
        return None

    named = Aggregate(
        name="named",
        decider=Decider(decide=nothing, evolve=same, initial=None),
        commands=int,
        events=Named,
        stream=lambda c: ADA,
    )
    return Codec([named], vault, {})


def fact_of(state: bytes, type: str = "Named") -> StoredFact:
    return StoredFact(stream=ADA, version=1, type=type, state=state, position=1, epoch=0, meta=b"", at=START)


async def test_ciphertext_of_another_field_or_person_is_refused(vault: Vault) -> None:
    codec = codec_of_named(vault)
    await vault.keys([OTHER], create=True)
    (state,) = await codec.encode([(ADA, 1, Named(person_id=PERSON, first="Ada", last="Lovelace"))])
    swapped, foreign = json.loads(state), json.loads(state)
    swapped["first"], swapped["last"] = swapped["last"], swapped["first"]
    foreign["first"]["person"] = str(OTHER)
    for altered_state in (swapped, foreign):
        with pytest.raises(InvalidTag):
            await codec.decode([fact_of(json.dumps(altered_state).encode())])
    assert await codec.decode([fact_of(state)]) == [Named(person_id=PERSON, first="Ada", last="Lovelace")]


async def test_an_erased_person_shows_as_erased_and_history_still_decides(service: Service, vault: Vault) -> None:
    await wish(service, sign(), sign(EVE, person=OTHER))
    assert await vault.erase(PERSON)
    assert not await vault.erase(PERSON)
    assert (await service.handler.load(counter, ADA)).name == Erased(person_id=PERSON)
    assert (await service.handler.load(counter, EVE)).name == NAME
    await wish(service, Count(counter_id=ADA, upto=2, at=START))
    state = await service.handler.load(counter, ADA)
    assert (state.number, state.name) == (2, Erased(person_id=PERSON))


async def test_no_key_is_made_again_for_an_erased_person(service: Service, vault: Vault) -> None:
    await vault.erase(PERSON)
    assert await vault.keys([PERSON], create=True) == {PERSON: None}
    await wish(service, sign())
    (fact,) = await stored(service)
    assert json.loads(fact.state)["name"] == {"sealed": "", "person": str(PERSON)}
    assert (await service.handler.load(counter, ADA)).name == Erased(person_id=PERSON)


async def test_what_was_stored_before_the_field_became_personal_still_loads(service: Service) -> None:
    state = json.dumps({"counter_id": str(ADA), "person_id": str(PERSON), "name": NAME}).encode()
    assert await service.codec.decode([fact_of(state, "Signed")]) == [Signed(counter_id=ADA, person_id=PERSON, name=NAME)]


async def test_a_view_never_sees_a_personal_field(vault: Vault) -> None:
    seen: list[object] = []

    def project(row: Row | None, fact: Fact[Signed]) -> Row:
        seen.append(fact.event.name)
        return Row(counter_id=fact.event.counter_id, number=len(seen))

    names: View[Signed, Row] = View(name="names", version=1, row=Row, keys=lambda e: [str(e.counter_id)], project=project)

    def build(doors: Doors) -> Blueprint:
        return replace(counting(doors), views=[names])

    service = plain_service(build, "counter", memory_database(), MemoryFeed({}), HandClock(), vault=vault)
    async with committing(service):
        await wish(service, sign())
        assert await service.projectors[0].step() == 1
    assert seen == [Erased(person_id=PERSON)]


class Watched:
    """A vault that says when a key was asked for."""

    def __init__(self, vault: Vault, said: list[str]) -> None:
        self._vault = vault
        self._said = said
        self.away = False

    async def keys(self, persons: Iterable[UUID], *, create: bool) -> Mapping[UUID, bytes | None]:
        if self.away:
            raise Unavailable("the vault is away")
        found = await self._vault.keys(persons, create=create)
        self._said.append("key made" if create else "key read")
        return found

    async def erase(self, person: UUID) -> bool:
        return await self._vault.erase(person)


async def test_a_key_is_durable_before_its_first_use(postgres: PostgresServer) -> None:
    address = await new_database(postgres)
    vault, other = await PostgresVault.open(address, MASTER), await PostgresVault.open(address, MASTER)
    service = plain_service(counting, "counter", memory_database(), MemoryFeed({}), HandClock(), vault=vault)
    really, found = service.ports.database.store.append, list[bool]()

    async def append(units: object) -> object:
        found.append(PERSON in await other.keys([PERSON], create=False))
        return await really(units)  # type: ignore[arg-type]

    async with committing(service):
        with altered(service.ports.database.store, "append", append):
            await wish(service, sign())
    assert found == [True]
    await vault.close()
    await other.close()


async def test_without_the_vault_nothing_personal_is_stored(vault: Vault) -> None:
    watched = Watched(vault, said := [])
    service = plain_service(counting, "counter", memory_database(), MemoryFeed({}), HandClock(), vault=watched)
    async with committing(service):
        watched.away = True
        with pytest.raises(Unavailable):
            await wish(service, sign())
        assert await stored(service) == []
        watched.away = False
        await wish(service, sign())
    assert said[-1] == "key made"


async def test_two_processes_that_need_a_key_at_once_get_the_same(postgres: PostgresServer) -> None:
    address = await new_database(postgres)
    vaults = [await PostgresVault.open(address, MASTER) for _ in range(4)]
    persons = [uuid4() for _ in range(20)]
    answers = await asyncio.gather(*(v.keys(persons if n % 2 else reversed(persons), create=True) for n, v in enumerate(vaults)))
    assert all(answer == answers[0] for answer in answers)
    assert len(set(answers[0].values())) == 20
    for vault in vaults:
        await vault.close()


async def test_the_other_process_forgets_an_erased_person_within_a_minute(postgres: PostgresServer) -> None:
    address, passed = await new_database(postgres), [0.0]
    here = await PostgresVault.open(address, MASTER)
    there = await PostgresVault.open(address, MASTER, monotonic=lambda: passed[0])
    await here.keys([PERSON], create=True)
    assert (await there.keys([PERSON], create=False))[PERSON] is not None
    await here.erase(PERSON)
    assert (await here.keys([PERSON], create=False))[PERSON] is None
    passed[0] = CACHE_SECONDS
    assert (await there.keys([PERSON], create=False))[PERSON] is None
    assert CACHE_SECONDS <= 60
    await here.close()
    await there.close()


async def test_a_key_lies_wrapped_and_a_swapped_or_foreign_one_is_refused(postgres: PostgresServer) -> None:
    address = await new_database(postgres)
    vault, pool = await PostgresVault.open(address, MASTER), Pool(address, size=1)
    keys = await vault.keys([PERSON, OTHER], create=True)
    rows = {row["person"]: bytes(row["wrapped"]) for row in await pool.fetch("select person, wrapped from person_keys")}
    assert all((keys[person] or b"?") not in wrapped for person, wrapped in rows.items())
    stranger = await PostgresVault.open(address, bytes(32))
    with pytest.raises(ValueError, match="not wrapped by this master key"):
        await stranger.keys([PERSON], create=False)
    await pool.execute("update person_keys set wrapped = $1 where person = $2", rows[OTHER], PERSON)
    again = await PostgresVault.open(address, MASTER)
    with pytest.raises(ValueError, match="not wrapped by this master key"):
        await again.keys([PERSON], create=False)
    await pool.close()
    for opened in (vault, stranger, again):
        await opened.close()


@pytest.fixture(params=["plain", "memory", "folder"])
def files(request: pytest.FixtureRequest, vault: Vault, tmp_path: Path) -> Files:
    match request.param:
        case "plain":
            return MemoryFiles(vault)
        case "memory":
            return files_at("", vault)
        case _:
            return files_at(str(tmp_path), vault)


async def test_an_attachment_is_unreadable_once_its_person_is_erased(files: Files, vault: Vault) -> None:
    address = await files.put(b"a scan", person=str(PERSON))
    assert await files.get(address, person=str(PERSON)) == b"a scan"
    await vault.erase(PERSON)
    assert await files.get(address, person=str(PERSON)) is None
    with pytest.raises(PermissionError):
        await files.put(b"another", person=str(PERSON))
    with pytest.raises(LookupError):
        await files.get("0" * 64, person=str(PERSON))


async def test_an_attachment_lies_encrypted_and_an_altered_one_is_refused(vault: Vault, tmp_path: Path) -> None:
    files = ObjectFiles(LocalStore(str(tmp_path)), vault)
    address = await files.put(b"a scan of an identity card", person=str(PERSON))
    alter(tmp_path, address)
    with pytest.raises(ValueError, match="altered"):
        await files.get(address, person=str(PERSON))


def alter(folder: Path, address: str) -> None:
    """Flip a bit of the one attachment there."""
    (path,) = [p for p in folder.rglob("*") if p.is_file()]
    content = path.read_bytes()
    assert b"identity" not in content
    assert path.name == address
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
