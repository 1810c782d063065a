"""What does production talk about? Orders, keys, certificates and seals as values."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value

OrderKind: TypeAlias = Literal["first", "additional", "reissue", "renewal", "change"]
SuspensionReason: TypeAlias = Literal["loss", "reissue", "parcel", "discrepancy"]
Status: TypeAlias = Literal["inactive", "good", "suspended", "revoked", "expired"]
MissingReason: TypeAlias = Literal["parcel_lost", "parcel_short", "parcel_damaged", "lost_on_second_leg"]
TokenPlace: TypeAlias = Literal[
    "blank",
    "reserved",
    "personalised",
    "packed",
    "in_transit",
    "at_issuing_body",
    "held",
    "lost",
    "quarantined",
    "returned",
    "spoiled",
    "destroyed",
]


@value
class Order:
    """What an approved case asks production to make, as it was reviewed. `earlier_key` is empty where no key is followed."""

    case_id: UUID
    application_number: str
    account_id: UUID
    enterprise_name: str
    credit_code: str
    kind: OrderKind
    round: int
    issuing_body: str
    login_name: str
    earlier_key: str
    policy_profile: str
    policy_version: str


@value
class Key:
    """Token, certificate and seal of one attempt."""

    attempt: int
    token_serial: str
    certificate_serial: str
    seal_id: str


@value
class Subject:
    """Whom a certificate names: an enterprise and its login name, no person (docs/domain.md §9)."""

    enterprise_name: str
    credit_code: str
    login_name: str


@value
class Certificate:
    """An X.509 certificate: `serial` and `sha256` (of the DER) in hexadecimal, validity in aware datetimes."""

    serial: str
    pem: str
    sha256: str
    not_before: datetime
    not_after: datetime


@value
class Seal:
    """An electronic seal: `image` is SVG; `statement` is the exact JSON that the authority signed (`signature`, base64 DER ECDSA).

    The statement binds the image's hash and the enterprise to the fingerprint of one certificate.
    """

    seal_id: str
    certificate_serial: str
    image: str
    statement: str
    signature: str


@value
class Content:
    """One key in a consignment."""

    case_id: UUID
    application_number: str
    token_serial: str
