"""Who acts? A person with one of their accounts, another service, or the service itself."""

from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import PlainSerializer

from chassis.messages import value

Kind: TypeAlias = Literal["enterprise", "staff", "service", "nobody"]


@value
class Actor:
    """Who caused a fact: opaque ids only, so that it may stand in metadata, logs and trails (DOMAIN §9).

    `person_id` is the person, `account_id` the account used (an enterprise's or a staff account), `body` the staff's body.
    """

    kind: Kind
    account_id: UUID | None = None
    person_id: UUID | None = None
    body: str = ""
    roles: Annotated[frozenset[str], PlainSerializer(sorted, return_type=list[str])] = frozenset()
    service: str = ""


NOBODY = Actor(kind="nobody")


def service_actor(name: str) -> Actor:
    """The service itself, reacting to what it heard."""
    return Actor(kind="service", service=name)
