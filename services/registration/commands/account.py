"""What can be wished of an enterprise's account?"""

from datetime import datetime, timedelta
from typing import TypeAlias

from chassis.messages import command
from services.registration.values import (
    AccountId,
    ClaimId,
    CreditCode,
    EmailAddress,
    Link,
    PersonId,
    PostalAddress,
    ReleaseReason,
    User,
)


@command
class Register:
    account_id: AccountId
    person_id: PersonId
    credit_code: CreditCode
    enterprise_name: str
    user: User
    code_id: ClaimId
    address_id: ClaimId
    link: Link
    lapses_at: datetime
    at: datetime


@command
class CorrectAddress:
    """`most` is how many mails one registration may ask for in a day."""

    account_id: AccountId
    person_id: PersonId
    email: EmailAddress
    address_id: ClaimId
    link: Link
    most: int
    at: datetime


@command
class ResendActivation:
    """`apart` is the least time between two of them, `most` how many mails one registration may ask for in a day."""

    account_id: AccountId
    link: Link
    apart: timedelta
    most: int
    at: datetime


@command
class Activate:
    """`code_holder` is the account that has the enterprise's credit code, as looked up now."""

    account_id: AccountId
    token_hash: str
    code_holder: AccountId | None
    at: datetime


@command
class LapseRegistration:
    account_id: AccountId
    at: datetime


@command
class GivePostalAddress:
    account_id: AccountId
    postal_address: PostalAddress
    at: datetime


@command
class EntrustBody:
    account_id: AccountId
    body: str
    at: datetime


@command
class ReleaseAccount:
    """The account is not the enterprise's, or the enterprise is no more: close it."""

    account_id: AccountId
    reason: ReleaseReason
    at: datetime


AccountCommand: TypeAlias = (
    Register | CorrectAddress | ResendActivation | Activate | LapseRegistration | GivePostalAddress | EntrustBody | ReleaseAccount
)
