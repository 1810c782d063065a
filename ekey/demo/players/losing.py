"""What do people do about a parcel or a posted key that does not arrive?"""

from typing import Final

from ekey.demo.calls import objects, until
from ekey.demo.format import Act
from ekey.demo.stage import Play, Told

_NOT_THERE_YET: Final = frozenset({"not_found"})


async def close_short(play: Play, act: Act) -> Told:
    """The body counts what came, once so many keys were received, and says that the rest is missing."""
    receiver = await play.staff(act.who)

    async def counted() -> bool | None:
        said = await receiver.ask("delivery", "GET", "/parcels")
        keys = [key for one in said.items if one.get("consignment_id") == play.consignment for key in objects(one.get("keys"))]
        return sum(key.get("received_at") is not None for key in keys) >= (act.received or 0) or None

    await until(counted, f"{act.received} keys of the parcel are received")
    return await _parcel(play, act, "close-short")


async def report_damaged(play: Play, act: Act) -> Told:
    """It came opened or broken."""
    return await _parcel(play, act, "damaged")


async def declare_loss(play: Play, act: Act) -> Told:
    """Of the parcel's missing keys."""
    return await _parcel(play, act, "lost")


async def find(play: Play, act: Act) -> Told:
    """The parcel turned up after all."""
    return await _parcel(play, act, "found")


async def confirm_loss(play: Play, act: Act) -> Told:
    """By the provider: of a key that was posted to the enterprise, else of the parcel."""
    if not play.posted:
        return await _parcel(play, act, "confirm-loss")
    provider = await play.staff(act.who)
    path = f"/keys/{play.number}/confirm-loss"
    await provider.ask("delivery", "POST", path, not_yet=_NOT_THERE_YET, expecting=play.expecting)
    play.posted = False
    return Told()


async def declare_own_loss(play: Play, act: Act) -> Told:
    """By the enterprise, of the key that was posted to it."""
    await play.applicant.ask("delivery", "POST", f"/keys/{play.number}/lost")
    return Told()


async def find_own(play: Play, act: Act) -> Told:
    """By the enterprise, of the key that was posted to it."""
    await play.applicant.ask("delivery", "POST", f"/keys/{play.number}/found")
    return Told()


async def _parcel(play: Play, act: Act, what: str) -> Told:
    person = await play.staff(act.who)
    path = f"/parcels/{play.consignment}/{what}"
    await person.ask("delivery", "POST", path, not_yet=_NOT_THERE_YET, expecting=play.expecting)
    return Told()
