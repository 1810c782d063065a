"""How does the enterprise receive its key, and bind it?"""

import asyncio
import base64
from typing import Final

from ekey.demo.calls import Json, until
from ekey.demo.format import Act
from ekey.demo.stage import Play, Told
from services.production.adapters.token_file import sign

_NO_KEY_YET: Final = frozenset({"not_found", "terms_unknown"})
_NOT_ACTIVE_YET: Final = frozenset(
    {"not_found", "certificate_not_active", "not_received", "another_certificate", "certificate_unknown"}
)


async def change_preference(play: Play, act: Act) -> Told:
    """Collect or post: may be changed until it was posted or handed over."""
    wish: Json = {"preference": act.preference}
    path = f"/keys/{play.number}/preference"
    await play.applicant.ask("delivery", "PUT", path, wish, not_yet=_NO_KEY_YET, expecting=play.expecting)
    return Told()


async def confirm_receipt(play: Play, act: Act) -> Told:
    """The enterprise has the key: its certificate is activated."""
    path = f"/keys/{play.number}/receipt"
    await play.applicant.ask("delivery", "POST", path, not_yet=_NO_KEY_YET, expecting=play.expecting)
    return Told()


async def read_pin(play: Play, act: Act) -> Told:
    """Shown once, in the account, after receipt."""
    path = f"/keys/{play.number}/initial-pin"
    said = await play.applicant.ask("production", "GET", path, not_yet={"not_found", "not_received"}, expecting=play.expecting)
    play.pin = said.text("pin") or said.text("initial_pin")
    return Told()


async def bind(play: Play, act: Act) -> Told:
    """At the Single Window: the plugged key signs the challenge."""
    asked = await play.applicant.ask(
        "delivery",
        "POST",
        "/bindings/challenges",
        {"number": play.number},
        not_yet=_NOT_ACTIVE_YET,
        expecting=play.expecting,
    )
    token = play.stage.tokens / f"{play.token_serial}.token"
    challenge = base64.b64decode(asked.text("challenge"))
    signature = await asyncio.to_thread(sign, token, play.pin, challenge)
    wish: Json = {"challenge_id": asked.text("challenge_id"), "signature": base64.b64encode(signature).decode()}
    await play.applicant.ask("delivery", "POST", "/bindings", wish)
    return Told()


async def wait(play: Play, act: Act) -> Told:
    """Until the status page says so, of the case and of the certificates that are expected."""
    wanted = act.expect.certificates if act.expect else None

    async def look() -> Told | None:
        said = await play.applicant.ask("tracking", "GET", f"/cases/{play.number}", not_yet={"not_found"})
        found = sorted(str(certificate.get("state")) for certificate in said.parts("certificates"))
        there = said.text("state") == act.state and (wanted is None or sorted(wanted) == found)
        return Told(certificates=found) if there else None

    certificates = f" with certificates {', '.join(wanted)}" if wanted else ""
    return await until(look, f"the status becomes {act.state}{certificates}")
