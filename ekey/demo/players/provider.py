"""How does the provider make a key and send it to the issuing body?"""

from typing import Final

from ekey.demo.format import Act
from ekey.demo.stage import Play, Told

_NO_ORDER_YET: Final = frozenset({"not_found", "no_order", "case_unknown"})


async def produce(play: Play, act: Act) -> Told:
    """Token, certificate and seal become one key."""
    producer = await play.staff(act.who)
    path = f"/orders/{play.number}/produce"
    said = await producer.ask("production", "POST", path, not_yet=_NO_ORDER_YET, expecting=play.expecting)
    play.token_serial = said.text("token_serial")
    return Told()


async def pack(play: Play, act: Act) -> Told:
    """The key goes into a parcel of its own for the issuing body."""
    dispatcher = await play.staff(act.who)
    opened = await dispatcher.ask("production", "POST", "/consignments", {"body": play.example.body})
    play.consignment = opened.text("consignment_id")
    await dispatcher.ask("production", "POST", f"/consignments/{play.consignment}/keys", {"number": play.number})
    return Told()


async def dispatch(play: Play, act: Act) -> Told:
    """The parcel leaves with its waybill."""
    dispatcher = await play.staff(act.who)
    wish: dict[str, object] = {"waybill": act.waybill or f"SF-{play.number[-6:]}"}
    await dispatcher.ask("production", "POST", f"/consignments/{play.consignment}/dispatch", wish)
    return Told()
