"""How does the issuing body receive a key and give it to the enterprise?"""

from typing import Final, cast

from ekey.demo.calls import Json
from ekey.demo.format import Act
from ekey.demo.stage import Play, Told

_NO_KEY_YET: Final = frozenset({"not_found", "terms_unknown", "not_dispatched"})


async def scan_in(play: Play, act: Act) -> Told:
    """The parcel is opened, the key scanned."""
    receiver = await play.staff(act.who)
    path = f"/parcels/{play.consignment}/scan-in"
    wish: Json = {"token_serial": play.token_serial}
    await receiver.ask("delivery", "POST", path, wish, not_yet=_NO_KEY_YET, expecting=play.expecting)
    return Told()


async def notify(play: Play, act: Act) -> Told:
    """The enterprise is told to collect."""
    receiver = await play.staff(act.who)
    await receiver.ask("delivery", "POST", f"/keys/{play.number}/notify", not_yet=_NO_KEY_YET, expecting=play.expecting)
    return Told()


async def post(play: Play, act: Act) -> Told:
    """The key is posted, as the enterprise asked."""
    receiver = await play.staff(act.who)
    wish: Json = {"waybill": act.waybill or f"EMS-{play.number[-6:]}"}
    path = f"/keys/{play.number}/post"
    await receiver.ask("delivery", "POST", path, wish, not_yet=_NO_KEY_YET, expecting=play.expecting)
    play.posted = True
    return Told()


async def hand_over(play: Play, act: Act) -> Told:
    """The handler shows the ID card and the originals, and gets the key; the old one comes back where it must."""
    receiver = await play.staff(act.who)
    handler = play.example.enterprise.handler
    key = await receiver.ask("delivery", "GET", f"/keys/{play.number}")
    old_key = bool(key.body.get("old_key_due")) if act.old_key_returned is None else act.old_key_returned
    wish: Json = {
        "collector_name": handler.name,
        "collector_id_number": handler.id_number,
        "authorisation_letter": False,
        "originals_checked": cast("list[str]", key.body.get("originals", [])),
        "old_key_returned": old_key,
    }
    await receiver.ask("delivery", "POST", f"/keys/{play.number}/hand-over", wish)
    return Told()
