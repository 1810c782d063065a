"""What does an applicant write down, and what does the service keep beside it?"""

from dataclasses import replace
from datetime import date, datetime
from typing import Literal, TypeAlias

from chassis.messages import value
from services.application.values.codes import (
    ELECTROMECHANICAL,
    IdType,
    LicenceKind,
    LoginNameRule,
)

EarlierKeyState: TypeAlias = Literal["active", "expired", "revoked", "locked"]


@value
class Situation:
    """The answers at the top of the form (`docs/domain.md §3`)."""

    registered_operator: bool
    electromechanical_importer: bool
    free_trade_zone: bool
    registered_with_local_commerce: bool
    foreign_invested_on_licence: bool


@value
class Enterprise:
    """The enterprise as the form states it; `legal_representative` is a person's name, with the ID number if it was given."""

    name_zh: str
    name_en: str
    address: str
    legal_representative: str
    legal_representative_id_number: str = ""


@value
class AuthorisedUser:
    """The person who handles the application and will use the key."""

    name: str
    id_type: IdType
    id_number: str
    phone: str


@value
class Form:
    """Every answer of the form except the login name, which has its own rules."""

    situation: Situation
    licence_kinds: tuple[LicenceKind, ...]
    enterprise: Enterprise
    authorised_user: AuthorisedUser


@value
class Fingerprints:
    """One keyed hash for each section that the form fills in; each changes exactly when its section changes."""

    situation: str
    licence_kinds: str
    enterprise: str
    authorised_user: str


@value
class LoginName:
    """The name that the key will carry, by which rule, with its keyed hash (`docs/domain.md §4`)."""

    name: str
    rule: LoginNameRule
    fingerprint: str


@value
class EarlierKey:
    """A key that exists already; `key` is the serial of its certificate. `received`: it is in the enterprise's hands."""

    key: str
    credit_code: str
    login_name: str
    state: EarlierKeyState
    received: bool = True
    issued_at: datetime | None = None
    expires_at: datetime | None = None

    @property
    def live(self) -> bool:
        """It has not ended: neither revoked nor expired."""
        return self.state in {"active", "locked"}

    def as_of(self, at: datetime) -> "EarlierKey":
        """The key at this instant: expired once its validity is over."""
        over = self.live and self.expires_at is not None and self.expires_at <= at
        return replace(self, state="expired") if over else self


@value
class PickUpPoint:
    """Where keys are collected; it may differ from the issuing body."""

    name_zh: str
    name_en: str
    address_zh: str
    address_en: str


@value
class Body:
    """An authority: an issuing body (`division` of GB/T 2260), the key provider or the ministry.

    From `closes_on` new cases go to its `successor` (`docs/domain.md §1`).
    """

    code: str
    kind: Literal["issuing", "provider", "ministry"]
    zh: str
    en: str
    division: str = ""
    parent: str = ""
    pick_up: PickUpPoint | None = None
    closes_on: date | None = None
    successor: str = ""

    def closed(self, on: date) -> bool:
        """Whether its cases are its successor's on this day, in Shanghai."""
        return self.closes_on is not None and self.closes_on <= on


@value
class Item:
    """One thing that both desks check: `form:<section>`, `slot:<slot>` or `waiver:<slot>`."""

    item: str
    fingerprint: str
    reason: str = ""
    zh: str = ""
    en: str = ""
    clause: str = ""
    flags: tuple[str, ...] = ()


@value
class Shown:
    """A mark that was read from a scan: which revision of which printed document of which application it shows."""

    application_number: str
    document: str
    revision: int


def only_electromechanical(licence_kinds: tuple[LicenceKind, ...]) -> bool:
    """Whether nothing but electromechanical import documents is handled."""
    return bool(licence_kinds) and all(kind == ELECTROMECHANICAL for kind in licence_kinds)
