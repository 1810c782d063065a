"""How does an enterprise come to an account? It registers, reads its mail, follows the link, signs in."""

import re
from typing import Final

import httpx

from ekey.demo.calls import Json, until
from ekey.demo.format import Act
from ekey.demo.stage import Play, Told

_LINK: Final = re.compile(r"/activate\?token=(\S+)")


async def register(play: Play, act: Act) -> Told:
    """ "Click Here": self-registration."""
    enterprise = play.example.enterprise
    wish: Json = {
        "credit_code": enterprise.code,
        "enterprise_name": enterprise.name.zh,
        "user_name": enterprise.handler.name,
        "email": act.email or enterprise.email,
        "password": enterprise.password,
    }
    said = await play.applicant.ask("registration", "POST", "/registrations", wish)
    play.account_id = said.text("account_id")
    return Told()


async def correct_address(play: Play, act: Act) -> Told:
    """The address was mistyped."""
    wish: Json = {"email": act.email or play.example.enterprise.email}
    await play.applicant.ask("registration", "PUT", f"/registrations/{play.account_id}/address", wish)
    return Told()


async def resend_activation(play: Play, act: Act) -> Told:
    """No mail came, it seems."""
    await play.applicant.ask("registration", "POST", f"/registrations/{play.account_id}/resend")
    return Told()


async def activate(play: Play, act: Act) -> Told:
    """Follows the link of the n-th activation mail, else of the newest."""
    at_least, address = act.mail or 1, act.email or play.example.enterprise.email

    async def look() -> list[Json] | None:
        letters = [mail for mail in await mails(play, address) if _LINK.search(str(mail.get("text")))]
        return letters if len(letters) >= at_least else None

    letters = await until(look, f"activation mail {at_least} to {address}")
    letter = letters[act.mail - 1] if act.mail else letters[-1]
    link = _LINK.search(str(letter.get("text")))
    said = await play.applicant.ask("registration", "POST", "/activations", {"token": link[1] if link else ""})
    return Told(subject=str(letter.get("subject")), state=said.text("state"))


async def sign_in(play: Play, act: Act) -> Told:
    """With e-mail and password."""
    enterprise = play.example.enterprise
    await play.applicant.sign_in(act.email or enterprise.email, act.password or enterprise.password)
    return Told()


async def mails(play: Play, address: str = "") -> list[Json]:
    """What lies in the enterprise's mailbox (or another), every letter once, the newest last."""
    mailbox, wanted = play.stage.clients["mailbox"], {"to": address or play.example.enterprise.email}

    async def read() -> list[Json] | None:
        try:
            return (await mailbox.get("/mails", params=wanted)).json()
        except httpx.TransportError:
            return None  # a connection that was kept too long; reading again harms nothing

    letters = await until(read, "the mailbox answers")
    return list({str(letter.get("message_id")): letter for letter in letters}.values())
