"""What may somebody in an example do, and what may be said about it?"""

import re
from typing import Annotated, Final, Literal, TypeAlias, cast

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Preference: TypeAlias = Literal["collect", "post"]
Document: TypeAlias = Literal["application_form", "signature_confirmation_letter"]
PRINTED: Final[tuple[Document, ...]] = ("application_form", "signature_confirmation_letter")

_STAFF: Final = re.compile(r"[A-Z]+-[a-z]\d?")
_WORDS: Final = {"who", "does", "way", "at", "expect"}

# Who may do what, and which arguments that takes (examples/README.md lists the same in words).
VERBS: Final[dict[str, dict[str, frozenset[str]]]] = {
    "applicant": {
        "register": frozenset({"email"}),
        "correct_address": frozenset({"email"}),
        "resend_activation": frozenset(),
        "activate": frozenset({"mail", "email"}),
        "sign_in": frozenset({"email", "password"}),
        "open_draft": frozenset({"kind", "loss", "earlier_key", "reason"}),
        "fill_in": frozenset({"answers"}),
        "get_login_name": frozenset({"times"}),
        "enter_login_name": frozenset({"login_name"}),
        "check_answers": frozenset(),
        "confirm_submission": frozenset(),
        "download": frozenset({"document"}),
        "reopen_form": frozenset(),
        "upload": frozenset({"slots", "revision", "picture", "pages"}),
        "confirm_upload": frozenset(),
        "read_remarks": frozenset(),
        "read_refusal": frozenset(),
        "withdraw": frozenset(),
        "change_preference": frozenset({"preference"}),
        "confirm_receipt": frozenset(),
        "read_pin": frozenset(),
        "bind": frozenset(),
        "declare_loss": frozenset(),
        "find": frozenset(),
        "wait": frozenset({"state"}),
    },
    "verifier": {
        "claim": frozenset(),
        "look": frozenset({"slots"}),
        "check": frozenset(),
        "pass": frozenset(),
        "fail": frozenset({"findings"}),
        "propose_refusal": frozenset({"reason", "remark", "appeal"}),
        "confirm_refusal": frozenset(),
    },
    "supervisor": {"read_refusal": frozenset(), "confirm_refusal": frozenset(), "decline_refusal": frozenset()},
    "producer": {
        "produce": frozenset(),
        "spoil": frozenset({"reason"}),
        "propose_destruction": frozenset(),
        "confirm_destruction": frozenset(),
        "confirm_loss": frozenset(),
    },
    "dispatcher": {
        "pack": frozenset({"parcel"}),
        "dispatch": frozenset({"waybill", "keys"}),
        "declare_loss": frozenset(),
        "find": frozenset(),
        "confirm_loss": frozenset(),
    },
    "receiver": {
        "scan_in": frozenset(),
        "close_short": frozenset({"received"}),
        "report_damaged": frozenset(),
        "declare_loss": frozenset(),
        "find": frozenset(),
        "notify": frozenset(),
        "post": frozenset({"waybill"}),
        "hand_over": frozenset({"old_key_returned"}),
    },
}
VERBS["reviewer"] = VERBS["verifier"]
ROLE_OF: Final = {"v": "verifier", "r": "receiver", "p": "producer", "d": "dispatcher", "s": "supervisor", "o": "operator"}
NEEDED: Final = {
    "enter_login_name": "login_name",
    "fail": "findings",
    "change_preference": "preference",
    "wait": "state",
    "spoil": "reason",
    "propose_refusal": "reason",
    "close_short": "received",
}


class Strict(BaseModel):
    """A part of an example: what is not described here is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Finding(Strict):
    """Why an item fails: reason code and the officer's remark."""

    item: str = Field(pattern=r"^(form|slot|waiver):[a-z_]+$")
    reason: str
    remark: str = Field(min_length=1)


class Expect(Strict):
    """What the answer to an act must be: refused with a code (naming these fields), or these values in it."""

    refused: str = ""
    names: tuple[str, ...] = ()
    kept: tuple[str, ...] | None = None
    reopened: tuple[str, ...] | None = None
    flags: tuple[str, ...] | None = None
    warns: tuple[str, ...] | None = None
    waived: dict[str, str] | None = None
    reasons: dict[str, str] | None = None
    clauses: dict[str, str] | None = None
    certificates: tuple[str, ...] | None = None
    login_name: str = ""
    subject: str = ""
    state: str = ""
    profile: str = ""
    reason: str = ""
    remark: str = ""
    appeal: str = ""


class Situation(Strict):
    """The answers at the top of the form; what is not said takes the default of `examples/README.md`."""

    registered_operator: bool | None = None
    electromechanical_importer: bool | None = None
    free_trade_zone: bool | None = None
    registered_with_local_commerce: bool | None = None
    foreign_invested_on_licence: bool | None = None


class Answers(Strict):
    """Answers that differ from the example's `application` when the form is filled in this time."""

    situation: Situation = Situation()
    licence_kinds: tuple[str, ...] | None = None
    name_en: str | None = None
    name_zh: str | None = None
    address: str | None = None
    id_type: Literal["resident_id", "passport", "travel_permit"] | None = None
    id_number: str | None = None
    preference: Preference | None = None
    issuing_body: str | None = None


def _one(value: object) -> object:
    return [value] if isinstance(value, str) else value


Several: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_one)]


class Act(Strict):
    """One line of `acts`: who does what. `way` stands for a named sequence of acts instead."""

    who: str = ""
    does: str = ""
    way: Several = ()
    at: AwareDatetime | None = None
    expect: Expect | None = None
    # arguments, each for some verbs only
    appeal: str | None = None
    answers: Answers | None = None
    document: Document | None = None
    earlier_key: str | None = None
    email: str | None = None
    findings: tuple[Finding, ...] = ()
    keys: int | None = Field(default=None, ge=1)
    kind: Literal["first", "additional", "reissue"] | None = None
    login_name: str | None = None
    loss: Literal["lost", "damaged"] | None = None
    mail: int | None = None
    old_key_returned: bool | None = None
    pages: int | None = Field(default=None, ge=1, le=20)
    parcel: str | None = None
    password: str | None = None
    picture: Literal["exactly_at_limit", "one_below_limit", "empty", "pdf", "png", "same_as_front"] | None = None
    preference: Preference | None = None
    reason: str | None = None
    received: int | None = Field(default=None, ge=0)
    remark: str | None = None
    revision: int | None = None
    slots: Several = ()
    state: str | None = None
    times: int | None = Field(default=None, ge=1, le=10)
    waybill: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _who_does(cls, line: object) -> object:
        """`applicant: register` → who, does."""
        if not isinstance(line, dict):
            raise ValueError("an act is a line like `- applicant: register`")
        said = dict(cast("dict[str, object]", line))
        if "way" in said or "who" in said:
            return said
        actors = [key for key in said if key not in cls.model_fields]
        if len(actors) != 1 or not isinstance(said[actors[0]], str):
            raise ValueError("an act names exactly one who does one thing, like `- applicant: register`")
        return {"who": actors[0], "does": said.pop(actors[0]), **said}

    @model_validator(mode="after")
    def _is_possible(self) -> "Act":
        given = {name for name in self.model_fields_set if name not in _WORDS}
        if self.way:
            return self._only(given, frozenset(), "a way")
        verbs = VERBS.get(role_of(self.who))
        if verbs is None:
            raise ValueError(f"nobody is called `{self.who}`")
        if self.does not in verbs:
            raise ValueError(f"`{self.who}` cannot `{self.does}`; possible: {', '.join(verbs)}")
        if NEEDED.get(self.does, "") not in {"", *given}:
            raise ValueError(f"`{self.does}` needs `{NEEDED[self.does]}`")
        return self._only(given, verbs[self.does], f"`{self.does}`")

    def _only(self, given: set[str], allowed: frozenset[str], what: str) -> "Act":
        if given - allowed:
            raise ValueError(f"{what} takes no {', '.join(sorted(given - allowed))}")
        return self


def role_of(who: str) -> str:
    """The role behind an actor: itself, or what a staff account's letter says (`ZJ-v1`: verifier, `P-r1`: reviewer)."""
    if _STAFF.fullmatch(who) is None:
        return who
    body, letter = who.split("-", maxsplit=1)[0], who.split("-")[1][0]
    return "reviewer" if (body, letter) == ("P", "r") else ROLE_OF.get(letter, "")
