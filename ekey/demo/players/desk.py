"""How does an officer work at a desk? Claims the task, looks, ticks item by item, passes or fails it."""

from typing import Final

from ekey.demo.calls import Disappointed, Json, Person
from ekey.demo.format import Act
from ekey.demo.stage import Play, Told

# What an answer is while the task is still on its way to the desk.
_NO_TASK_YET: Final = frozenset({"not_found", "no_open_task", "not_this_desk"})


async def claim(play: Play, act: Act) -> Told:
    """Takes the task; the fence of the claim goes with every later act."""
    officer = await play.staff(act.who)
    path = f"/tasks/{play.number}/claim"
    said = await officer.ask("verification", "POST", path, not_yet=_NO_TASK_YET, expecting=play.expecting)
    play.fences[officer.name] = said.number("fence")
    return Told()


async def look(play: Play, act: Act) -> Told:
    """Reads the form and the scans (those named, else all); each read is recorded."""
    officer = await play.staff(act.who)
    path = f"/cases/{play.number}"
    await officer.ask("application", "GET", f"{path}/form", not_yet=_NO_TASK_YET, expecting=play.expecting)
    task = await officer.ask("verification", "GET", f"/tasks/{play.number}")
    for slot in act.slots or [item.removeprefix("slot:") for item in _names(task.parts("items")) if item.startswith("slot:")]:
        scan = await officer.ask("application", "GET", f"{path}/scans/{slot}", expecting=play.expecting)
        if not scan.content.startswith((b"\xff\xd8", b"\x89PNG")):
            raise Disappointed(f"the scan of {slot} is no picture")
    return Told()


async def check(play: Play, act: Act) -> Told:
    """Ticks every item that has no tick yet."""
    officer = await play.staff(act.who)
    task = await officer.ask("verification", "GET", f"/tasks/{play.number}")
    items = task.parts("items")
    unticked = _names([item for item in items if not item.get("checked")])
    if unticked:
        wish: Json = {"fence": _fence(play, officer), "items": unticked}
        await officer.ask("verification", "PUT", f"/tasks/{play.number}/checks", wish)
    waived = {
        str(i.get("item"))[len("waiver:") :]: str(i.get("reason")) for i in items if str(i.get("item")).startswith("waiver:")
    }
    return Told(kept=_names([item for item in items if item.get("kept")]), waived=waived)


async def pass_task(play: Play, act: Act) -> Told:
    """ "verification passed", "review passed"."""
    officer = await play.staff(act.who)
    await officer.ask("verification", "POST", f"/tasks/{play.number}/pass", {"fence": _fence(play, officer)})
    return Told()


async def fail_task(play: Play, act: Act) -> Told:
    """ "verification failed", "review failed", with remarks."""
    officer = await play.staff(act.who)
    findings = [{"item": f.item, "reason_code": f.reason, "remark": f.remark} for f in act.findings]
    wish: Json = {"fence": _fence(play, officer), "findings": findings}
    await officer.ask("verification", "POST", f"/tasks/{play.number}/fail", wish)
    return Told()


async def propose_refusal(play: Play, act: Act) -> Told:
    """The officer's half of a final refusal: reason, remark, and how to appeal."""
    officer = await play.staff(act.who)
    wish: Json = {
        "fence": _fence(play, officer),
        "reason_code": act.reason,
        "remark": act.remark or "",
        "appeal": act.appeal or "",
    }
    await officer.ask("verification", "POST", f"/tasks/{play.number}/propose-refusal", wish)
    return Told()


async def read_refusal(play: Play, act: Act) -> Told:
    """What the officer proposes, before it is decided; the look is recorded."""
    supervisor = await play.staff(act.who)
    said = await supervisor.ask("verification", "GET", f"/refusals/{play.number}", expecting=play.expecting)
    return Told(reason=said.text("reason_code"), remark=said.text("remark"), appeal=said.text("appeal"))


async def confirm_refusal(play: Play, act: Act) -> Told:
    """The other half, by another person: the case ends."""
    supervisor = await play.staff(act.who)
    await supervisor.ask("verification", "POST", f"/tasks/{play.number}/confirm-refusal")
    return Told()


async def decline_refusal(play: Play, act: Act) -> Told:
    """Back to the desk."""
    supervisor = await play.staff(act.who)
    await supervisor.ask("verification", "POST", f"/tasks/{play.number}/decline-refusal")
    return Told()


def _names(items: list[Json]) -> list[str]:
    return [str(item.get("item")) for item in items]


def _fence(play: Play, officer: Person) -> int:
    if officer.name not in play.fences:
        raise Disappointed(f"{officer.name} has not claimed {play.number}")
    return play.fences[officer.name]
