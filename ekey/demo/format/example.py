"""What does one file of `examples/` say: an enterprise, its answers, who acts when, and the expected end?"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ekey.demo.codes import is_credit_code
from ekey.demo.format.acts import Act, Preference, Situation, Strict


def _checked(code: str) -> str:
    if not is_credit_code(code):
        raise ValueError(f"{code} is no valid unified social credit code (GB 32100)")
    return code


CreditCode = Annotated[str, AfterValidator(_checked)]


class Name(Strict):
    """A name in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Handler(Strict):
    """The authorised user, who handles the application. An invalid number is allowed: some examples provoke it."""

    name: str
    id_type: Literal["resident_id", "passport", "travel_permit"] = "resident_id"
    id_number: str
    phone: str = "13800000000"


class Enterprise(Strict):
    """Who applies."""

    code: CreditCode
    name: Name
    address: str
    legal_representative: str
    handler: Handler
    email: str
    password: str = Field(default="blue-heron-2026", min_length=10)


class Application(Strict):
    """What it applies for; the defaults are those of `examples/README.md`."""

    kind: Literal["first", "additional", "reissue"] = "first"
    loss: Literal["lost", "damaged"] | None = None
    earlier_key: str | None = None
    reason: str | None = None
    situation: Situation = Situation()
    licence_kinds: tuple[str, ...] = Field(default=("automatic_import",), min_length=1)
    preference: Preference = "collect"
    issuing_body: str | None = None


class Certificates(Strict):
    """How many certificates of the enterprise are in which state in the end."""

    active: int = 0
    inactive: int = 0
    suspended: int = 0
    revoked: int = 0


class Limit(Strict):
    """One clock of the case as tracking tells it: when it is due and how it stands; `counts`, `skips`: days on the way that do, do not."""

    name: str
    attempt: int | None = None
    due: date | None = None
    state: Literal["open", "kept", "missed"]
    severity: Literal["none", "amber", "breach"] = "none"
    counts: tuple[date, ...] = ()
    skips: tuple[date, ...] = ()


class Expected(Strict):
    """How the application must end. What is not said is not examined."""

    state: str
    bound: bool | None = None
    tokens: int | None = None
    certificates: Certificates | None = None
    seals: int | None = None
    fee: str | None = None
    rounds: int | None = None
    login_name: str | None = None
    waybill: bool | None = None
    statuses: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    facts: dict[str, int] = Field(default_factory=dict[str, int])
    order: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    profile: str | None = None
    limits: tuple[Limit, ...] = ()
    mails: tuple[str, ...] | None = None


class Story(Strict):
    """An example without its enterprise: shared by all that are generated from one file."""

    about: Name
    application: Application = Application()
    acts: tuple[Act, ...] = Field(min_length=1)
    expected: Expected


class Single(Story):
    """A file with one enterprise."""

    enterprise: Enterprise


class Variant(Strict):
    """One of the stories through which a generated family cycles."""

    application: Application = Application()
    acts: tuple[Act, ...] = Field(min_length=1)


class Generate(Strict):
    """How many enterprises, over which bodies, through which variants; which of them (counted from 1) live `acts` of their own."""

    count: int = Field(ge=1, le=500)
    bodies: tuple[str, ...] = Field(min_length=1)
    variants: dict[str, Variant] = Field(min_length=1)
    others: dict[int, str] = Field(default_factory=dict[int, str])

    @model_validator(mode="after")
    def _known(self) -> "Generate":
        unknown = [name for name in self.others.values() if name not in self.variants]
        if unknown:
            raise ValueError(f"no variant is called {', '.join(unknown)}")
        return self


class Family(Strict):
    """A file from which many examples are generated, with the same expected end."""

    about: Name
    generate: Generate
    expected: Expected


class Example(Single):
    """One application as it is played and judged: `key` is its file's number, like `E01` or `E27.14`."""

    key: str
    name: str
    body: str
