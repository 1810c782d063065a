"""What can happen to the account of an enterprise?"""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from chassis.messages import Erased, Personal, event
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


@event
class RegistrationStarted:
    """ "Click Here": somebody asked for an account. Neither the code nor the address is taken by it."""

    account_id: AccountId
    person_id: PersonId
    credit_code: CreditCode
    enterprise_name: str
    user: Annotated[User | Erased, Personal(of="person_id")]
    code_id: ClaimId
    address_id: ClaimId
    link: Link
    lapses_at: datetime
    started_at: datetime


@event
class AddressCorrected:
    """The address was wrong; the earlier link is dead. The new address may be another person's, so all is told again under their key."""

    account_id: AccountId
    person_id: PersonId
    user: Annotated[User | Erased, Personal(of="person_id")]
    address_id: ClaimId
    link: Link
    corrected_at: datetime


@event
class ActivationResent:
    """The activation mail goes out once more with a new link; the earlier link is dead."""

    account_id: AccountId
    person_id: PersonId
    email: Annotated[EmailAddress | Erased, Personal(of="person_id")]
    link: Link
    resent_at: datetime


@event
class AccountActivated:
    """The link was followed in time: code and address are taken by this account."""

    account_id: AccountId
    credit_code: CreditCode
    enterprise_name: str
    code_id: ClaimId
    address_id: ClaimId
    activated_at: datetime


@event
class RegistrationRejected:
    """The credit code had been taken by another account meanwhile."""

    account_id: AccountId
    reason: Literal["code_taken"]
    rejected_at: datetime


@event
class RegistrationLapsed:
    """Nobody activated the account in time."""

    account_id: AccountId
    lapsed_at: datetime


@event
class PostalAddressGiven:
    """The enterprise said where a key is to be posted."""

    account_id: AccountId
    person_id: PersonId
    postal_address: Annotated[PostalAddress | Erased, Personal(of="person_id")]
    given_at: datetime


@event
class BodyEntrusted:
    """This issuing body has verified a case of the enterprise, so its receivers may read the address."""

    account_id: AccountId
    body: str
    entrusted_at: datetime


@event
class AccountReleased:
    """An operator closed the account: code and address are free again (docs/domain.md §8)."""

    account_id: AccountId
    credit_code: CreditCode
    code_id: ClaimId
    address_id: ClaimId
    reason: ReleaseReason
    released_at: datetime


AccountEvent: TypeAlias = (
    RegistrationStarted
    | AddressCorrected
    | ActivationResent
    | AccountActivated
    | RegistrationRejected
    | RegistrationLapsed
    | PostalAddressGiven
    | BodyEntrusted
    | AccountReleased
)
