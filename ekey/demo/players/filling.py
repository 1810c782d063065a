"""How does an applicant fill in the form, and confirm or withdraw it?"""

from typing import Final, cast

from ekey.demo.calls import Disappointed, Json, objects
from ekey.demo.format import Act, Answers
from ekey.demo.stage import Play, Told

# What an answer is while a fact is still on its way from another service.
NOT_HEARD_YET: Final = frozenset({"not_found", "not_active", "account_not_active", "not_registered", "account_unknown"})
_ORDINARY: Final = {
    "registered_operator": True,
    "electromechanical_importer": False,
    "free_trade_zone": False,
    "registered_with_local_commerce": False,
    "foreign_invested_on_licence": False,
}


async def open_draft(play: Play, act: Act) -> Told:
    """A new case; its kind is fixed from here on."""
    about = play.example.application
    wish: Json = {"kind": act.kind or about.kind}
    for name in ("earlier_key", "loss", "reason"):
        value = getattr(act, name) if name in act.model_fields_set else getattr(about, name)
        if value is not None:
            wish[name] = value
    said = await play.applicant.ask("application", "POST", "/cases", wish, not_yet=NOT_HEARD_YET, expecting=play.expecting)
    play.cases.append(said.text("number"))
    play.revision = 1
    return Told()


async def fill_in(play: Play, act: Act) -> Told:
    """The whole form, with the answers that this act changes."""
    said = await play.applicant.ask("application", "PUT", f"/cases/{play.number}/form", _form(play, act.answers or Answers()))
    return Told(warns=[str(warning.get("code")) for warning in said.parts("warnings")])


def _form(play: Play, changed: Answers) -> Json:
    enterprise, about = play.example.enterprise, play.example.application
    handler = enterprise.handler
    form: Json = {
        "situation": {**_ORDINARY, **_said(about.situation), **_said(changed.situation)},
        "licence_kinds": list(changed.licence_kinds or about.licence_kinds),
        "enterprise": {
            "name_zh": changed.name_zh or enterprise.name.zh,
            "name_en": changed.name_en or enterprise.name.en,
            "address": changed.address or enterprise.address,
            "legal_representative": enterprise.legal_representative,
        },
        "authorised_user": {
            "name": handler.name,
            "id_type": changed.id_type or handler.id_type,
            "id_number": changed.id_number or handler.id_number,
            "phone": handler.phone,
        },
        "preference": changed.preference or about.preference,
    }
    body = changed.issuing_body or about.issuing_body
    return {**form, "issuing_body": body} if body else form


def _said(answers: object) -> dict[str, bool]:
    return {name: value for name in _ORDINARY if (value := getattr(answers, name)) is not None}


async def get_login_name(play: Play, act: Act) -> Told:
    """ "Get Login Name"; pressed again, it gives the same one."""
    path = f"/cases/{play.number}/login-name/assigned"
    names = {(await play.applicant.ask("application", "POST", path)).text("login_name") for _ in range(act.times or 1)}
    if len(names) != 1 or "" in names:
        raise Disappointed(f"{act.times} presses gave {sorted(names)}")
    return Told(login_name=names.pop())


async def enter_login_name(play: Play, act: Act) -> Told:
    """A name that the applicant has already."""
    wish: Json = {"login_name": act.login_name}
    said = await play.applicant.ask("application", "PUT", f"/cases/{play.number}/login-name", wish)
    return Told(login_name=said.text("login_name"))


async def check_answers(play: Play, act: Act) -> Told:
    """The page "check your answers"; it says for each slot whether and why it is asked for."""
    said = await play.applicant.ask("application", "GET", f"/cases/{play.number}/check")
    rules = cast("Json", said.body.get("requirements") or {})
    lines = objects(rules.get("items"))
    return Told(
        profile=str(rules.get("profile", "")),
        reasons={str(line.get("slot")): str(line.get("reason")) for line in lines},
        clauses={str(line.get("slot")): str(line.get("clause")) for line in lines},
    )


async def confirm_submission(play: Play, act: Act) -> Told:
    """ "Confirm Submission": the revision is frozen."""
    said = await play.applicant.ask("application", "POST", f"/cases/{play.number}/confirm-submission")
    play.revision = said.number("revision")
    return Told()


async def reopen_form(play: Play, act: Act) -> Told:
    """Back to the form, as the next revision."""
    said = await play.applicant.ask("application", "POST", f"/cases/{play.number}/reopen")
    play.revision = said.number("revision")
    return Told()


async def withdraw(play: Play, act: Act) -> Told:
    """The applicant no longer wants it."""
    await play.applicant.ask("application", "POST", f"/cases/{play.number}/withdraw")
    return Told()
