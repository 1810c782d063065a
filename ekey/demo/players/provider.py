"""How does the provider make a key and send it to the issuing body?"""

import asyncio
from typing import Final

from ekey.demo.calls import Json, Person, Reply, objects, until
from ekey.demo.format import Act
from ekey.demo.stage import Play, Told

_NO_ORDER_YET: Final = frozenset({"not_found", "no_order", "case_unknown"})


async def produce(play: Play, act: Act) -> Told:
    """Token, certificate and seal become one key; after a loss, another than before."""
    producer = await play.staff(act.who)
    path = f"/orders/{play.number}/produce"

    async def made() -> Reply | None:
        said = await producer.ask("production", "POST", path, not_yet=_NO_ORDER_YET, expecting=play.expecting)
        return said if said.text("token_serial") != play.token_serial else None

    play.token_serial = (await until(made, "a key is made")).text("token_serial")
    return Told()


async def spoil(play: Play, act: Act) -> Told:
    """The token turned out to be spoiled: the next attempt begins."""
    producer = await play.staff(act.who)
    await producer.ask("production", "POST", f"/orders/{play.number}/spoil", {"reason": act.reason})
    play.spoiled = play.token_serial
    return Told()


async def propose_destruction(play: Play, act: Act) -> Told:
    """Of the spoiled token: the first person."""
    producer = await play.staff(act.who)
    await producer.ask("production", "POST", f"/tokens/{play.spoiled}/destruction")
    return Told()


async def confirm_destruction(play: Play, act: Act) -> Told:
    """Of the spoiled token: the second person."""
    producer = await play.staff(act.who)
    await producer.ask("production", "POST", f"/tokens/{play.spoiled}/destruction/confirm")
    return Told()


async def pack(play: Play, act: Act) -> Told:
    """The key goes into a parcel for the issuing body: one of its own, or the one that other applications name as well."""
    dispatcher = await play.staff(act.who)
    play.consignment = await _parcel(play, act.parcel, dispatcher)
    await dispatcher.ask("production", "POST", f"/consignments/{play.consignment}/keys", {"number": play.number})
    return Told()


async def _parcel(play: Play, name: str | None, dispatcher: Person) -> str:
    async def opened() -> str:
        said = await dispatcher.ask("production", "POST", "/consignments", {"body": play.example.body})
        return said.text("consignment_id")

    if name is None:
        return await opened()
    parcels = play.stage.parcels
    if name not in parcels:
        parcels[name] = asyncio.create_task(opened())
    return await asyncio.shield(parcels[name])


async def dispatch(play: Play, act: Act) -> Told:
    """The parcel leaves with its waybill, once so many keys lie in it."""
    dispatcher = await play.staff(act.who)
    path = f"/consignments/{play.consignment}"

    async def full() -> bool | None:
        said = await dispatcher.ask("production", "GET", path, not_yet={"not_found"})
        return len(objects(said.body.get("contents"))) >= (act.keys or 1) or None

    if act.keys:
        await until(full, f"{act.keys} keys lie in the parcel")
    wish: Json = {"waybill": act.waybill or f"SF-{play.number[-6:]}"}
    await dispatcher.ask("production", "POST", f"{path}/dispatch", wish)
    return Told()
