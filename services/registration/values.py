"""Which values does registration speak of, and when is one of them well formed?"""

import re
import unicodedata
from datetime import datetime
from typing import Literal, NewType, TypeAlias
from uuid import UUID

from chassis.messages import value

AccountId = NewType("AccountId", UUID)
StaffId = NewType("StaffId", UUID)
PersonId = NewType("PersonId", UUID)
MailId = NewType("MailId", UUID)
ClaimId = NewType("ClaimId", UUID)
ReadId = NewType("ReadId", UUID)
GateId = NewType("GateId", UUID)
CreditCode = NewType("CreditCode", str)
EmailAddress = NewType("EmailAddress", str)

Stage: TypeAlias = Literal["verification", "review"]
BodyKind: TypeAlias = Literal["issuing", "provider", "ministry"]
Role: TypeAlias = Literal[
    "verifier", "reviewer", "producer", "dispatcher", "receiver", "supervisor", "ministry", "auditor", "operator"
]
ReleaseReason: TypeAlias = Literal["proven_foreign", "registered_in_error", "enterprise_dissolved"]
CreditCodeFault: TypeAlias = Literal["wrong_length", "wrong_character", "wrong_division", "wrong_check_character"]

CREDIT_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
EMAIL_LENGTH = 254
PASSWORD_LENGTH = 10

_EMAIL = re.compile(r"[^\s@<>(),;:\"\\]+@[^\s@<>(),;:\"\\]+\.[^\s@<>(),;:\"\\.]+")


@value
class User:
    """Who signs in, for an enterprise or a body: what only their own key reads."""

    user_name: str
    email: EmailAddress
    password_hash: str


@value
class PostalAddress:
    """Where a key is posted to, if the enterprise asks so."""

    recipient: str
    address: str
    phone: str


@value
class Link:
    """An activation link: the mail that carries it, the SHA-256 of its token (hex), the instant from which it is no longer good."""

    mail_id: MailId
    token_hash: str
    expires_at: datetime


@value
class Closing:
    """The body closes at this instant; its successor has its cases."""

    at: datetime
    successor: str


@value
class Holder:
    """Whose an e-mail address is: an enterprise's account or a member of staff."""

    kind: Literal["enterprise", "staff"]
    account_id: UUID


@value
class CorrectionNeeded:
    """A desk failed these items of this round."""

    purpose: Literal["correction_needed"] = "correction_needed"
    stage: Stage
    round: int
    items: tuple[str, ...]


@value
class ReadyToCollect:
    """The key lies at this pick-up point."""

    purpose: Literal["ready_to_collect"] = "ready_to_collect"
    pick_up_zh: str
    pick_up_en: str


@value
class Posted:
    """The key is under way under this waybill."""

    purpose: Literal["posted"] = "posted"
    waybill: str


@value
class CaseRefused:
    """The case was refused for good; why, and how to appeal, is read after signing in."""

    purpose: Literal["refused"] = "refused"
    stage: Stage


@value
class CaseLapsed:
    """Nobody acted on the case for too long."""

    purpose: Literal["lapsed"] = "lapsed"


@value
class PickUpReminder:
    """The key still waits at this pick-up point; reminders are counted from 1."""

    purpose: Literal["reminder"] = "reminder"
    number: int
    pick_up_zh: str
    pick_up_en: str


Notice: TypeAlias = CorrectionNeeded | ReadyToCollect | Posted | CaseRefused | CaseLapsed | PickUpReminder
MailPurpose: TypeAlias = Literal["activation", "correction_needed", "ready_to_collect", "posted", "refused", "lapsed", "reminder"]
MailFailure: TypeAlias = Literal["address_refused", "address_erased", "account_closed"]


@value
class CaseReference:
    """The case that a mail is about."""

    case_id: UUID
    application_number: str


def credit_code(text: str) -> CreditCode:
    """The normal form of a unified social credit code: half width, trimmed, upper case. Says nothing of its validity."""
    return CreditCode(unicodedata.normalize("NFKC", text).strip().upper())


def credit_code_fault(code: CreditCode) -> CreditCodeFault | None:
    """What is wrong with a code in its normal form (GB 32100-2015; docs/domain.md §8), or None."""
    if len(code) != 18:
        return "wrong_length"
    if any(character not in CREDIT_CODE_CHARACTERS for character in code):
        return "wrong_character"
    if not code[2:8].isdigit():
        return "wrong_division"
    if code[17] != check_character(code[:17]):
        return "wrong_check_character"
    return None


def check_character(body: str) -> str:
    """The 18th character for the first 17: weights 3^i mod 31 (GB 32100-2015 §5.3)."""
    total = sum(CREDIT_CODE_CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return CREDIT_CODE_CHARACTERS[-total % 31]


def is_email(text: str) -> bool:
    """Whether a mail can be addressed to it: ASCII as SMTP has it, one @, a dotted domain, nothing that breaks a header."""
    return len(text) <= EMAIL_LENGTH and text.isascii() and text.isprintable() and _EMAIL.fullmatch(text) is not None
