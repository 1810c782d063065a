"""How does an applicant print, sign, scan and upload the documents, and correct what failed?"""

import asyncio
import io
from typing import Final, cast
from zlib import crc32

from PIL import Image

from ekey.demo import paper
from ekey.demo.calls import Disappointed, Json, Reply, objects, until
from ekey.demo.format import Act
from ekey.demo.format.acts import PRINTED
from ekey.demo.stage import Play, Told

LIMIT: Final = 204_800
# The states in which the applicant has the case in hand.
_APPLICANTS: Final = frozenset({"draft", "confirmed", "uploading", "correcting"})


async def download(play: Play, act: Act) -> Told:
    """Both printed documents, or the one named."""
    for document in (act.document,) if act.document else PRINTED:
        said = await play.applicant.ask("application", "GET", f"/cases/{play.number}/documents/{document}")
        if not said.content.startswith(b"%PDF"):
            raise Disappointed(f"{document} is no PDF")
        play.printed[document, play.revision] = said.content
    return Told()


async def upload(play: Play, act: Act) -> Told:
    """Scans for the slots named, else for every slot that waits for one."""
    flags: list[str] = []
    for slot in act.slots or await _waiting(play):
        for page in range(1, (act.pages or 1) + 1):
            play.uploads += 1
            picture = await _picture(play, act, slot)
            path = f"/cases/{play.number}/scans/{slot}" + (f"?page={page}" if act.pages else "")
            said = await play.applicant.ask("application", "PUT", path, file=(f"{slot}.jpg", picture, "image/jpeg"))
            flags += [str(flag) for flag in cast("list[object]", said.body.get("flags", []))]
    return Told(flags=flags)


async def confirm_upload(play: Play, act: Act) -> Told:
    """ "Confirm Upload": scanned from originals, and correct."""
    wish: Json = {"scanned_from_originals": True, "correct": True}
    await play.applicant.ask("application", "POST", f"/cases/{play.number}/confirm-upload", wish)
    return Told()


async def read_remarks(play: Play, act: Act) -> Told:
    """Once the case came back: what failed and why, and what has to be uploaded anew."""

    async def look() -> Reply | None:
        said = await play.applicant.ask("application", "GET", f"/cases/{play.number}")
        return said if said.text("state") in _APPLICANTS and said.body.get("failed") else None

    case = await until(look, "the case comes back to the applicant")
    said = await play.applicant.ask("verification", "GET", f"/cases/{play.number}/remarks")
    if not any(finding.get("remark") for one in said.items for finding in objects(one.get("findings"))):
        raise Disappointed("there are no remarks to read")
    return Told(reopened=_slots(case, "reopened"))


async def read_refusal(play: Play, act: Act) -> Told:
    """Why the case was refused for good, and how to appeal."""
    path = f"/cases/{play.number}/remarks"

    async def look() -> Json | None:
        said = await play.applicant.ask("verification", "GET", path, not_yet={"not_found"}, expecting=play.expecting)
        return next((cast("Json", one["refusal"]) for one in said.items if one.get("refusal")), None)

    refusal = await until(look, "the refusal is told")
    return Told(reason=str(refusal.get("reason_code")), remark=str(refusal.get("remark")), appeal=str(refusal.get("appeal")))


async def _waiting(play: Play) -> list[str]:
    """The slots that the applicant has to fill now; all that are required when none is missing."""
    case = await play.applicant.ask("application", "GET", f"/cases/{play.number}")
    required = [str(item.get("slot")) for item in case.parts("requirements") if item.get("required")]
    return _slots(case, "missing") or required


def _slots(case: Reply, name: str) -> list[str]:
    return [str(slot) for slot in cast("list[object]", case.body.get(name) or [])]


async def _picture(play: Play, act: Act, slot: str) -> bytes:
    """Drawn off the event loop, a few at a time: two cores have other work too."""
    async with play.stage.scanners:
        return await asyncio.to_thread(_draw, play, act, slot)


def _draw(play: Play, act: Act, slot: str) -> bytes:
    revision = act.revision or play.revision
    match act.picture:
        case "empty":
            return b""
        case "pdf":
            return b"%PDF-1.7\n%" + bytes(1000)
        case "png":
            return _as_png(_scan(play, slot, revision))
        case "same_as_front":
            return play.pictures["id_card_front"]
        case "exactly_at_limit":
            return paper.of_size(_scan(play, slot, revision), LIMIT)
        case "one_below_limit":
            return paper.of_size(_scan(play, slot, revision), LIMIT - 1)
        case None:
            play.pictures[slot] = _scan(play, slot, revision)
            return play.pictures[slot]


def _scan(play: Play, slot: str, revision: int) -> bytes:
    """A new scan every time: no two are the same."""
    enterprise = play.example.enterprise
    seed = crc32(f"{play.number}/{slot}/{play.uploads}".encode())
    if slot in PRINTED:
        pdf = play.printed.get((slot, revision))
        if pdf is None:
            raise Disappointed(f"{slot} of revision {revision} was never downloaded")
        return paper.sign_and_scan(pdf, signer=enterprise.handler.name, company=enterprise.name.zh, seed=seed)
    return paper.specimen(_kind(play, slot), company=enterprise.name.zh, seed=seed, lines=_lines(play, slot))


def _kind(play: Play, slot: str) -> paper.Slot:
    passport = play.example.enterprise.handler.id_type != "resident_id"
    return "passport" if slot == "id_card_front" and passport else cast("paper.Slot", slot)


def _lines(play: Play, slot: str) -> list[str]:
    enterprise = play.example.enterprise
    handler = enterprise.handler
    company = [
        f"名称：{enterprise.name.zh}",
        f"统一社会信用代码：{enterprise.code}",
        f"法定代表人：{enterprise.legal_representative}",
    ]
    match slot:
        case "id_card_front":
            return [f"姓名：{handler.name}", f"住址：{enterprise.address}", f"公民身份号码：{handler.id_number}"]
        case "id_card_back":
            return ["签发机关：样本市公安局", f"有效期限：2020.01.01-2040.01.0{1 + play.uploads % 9}"]
        case "authorisation_letter" | "subscriber_agreement":
            return [*company, f"授权用户：{handler.name}"]
        case _:
            return [*company, f"住所：{enterprise.address}"]


def _as_png(jpeg: bytes) -> bytes:
    """The same picture, small enough, as PNG."""
    with Image.open(io.BytesIO(jpeg)) as picture:
        small = picture.convert("L").reduce(3).quantize(16)
        out = io.BytesIO()
        small.save(out, "PNG")
        return out.getvalue()
