"""What do people send and get? The bodies of registration's HTTP API."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.registration.values import ReleaseReason, Role


class Form(BaseModel):
    """What is sent: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


class RegistrationForm(Form):
    credit_code: str = Field(max_length=64)
    enterprise_name: str = Field(max_length=200)
    user_name: str = Field(max_length=100)
    email: str = Field(max_length=254)
    password: str = Field(max_length=200)


class AddressForm(Form):
    email: str = Field(max_length=254)


class ActivationForm(Form):
    token: str = Field(max_length=200)


class SignInForm(Form):
    email: str = Field(max_length=254)
    password: str = Field(max_length=200)


class StaffForm(Form):
    user_name: str = Field(max_length=100)
    id_number: str = Field(max_length=40)
    email: str = Field(max_length=254)
    password: str = Field(max_length=200)
    body: str = Field(max_length=20)
    roles: list[Role] = Field(min_length=1, max_length=9)


class PostalAddressForm(Form):
    recipient: str = Field(max_length=100)
    address: str = Field(max_length=300)
    phone: str = Field(max_length=40)


class ReleaseForm(Form):
    reason: ReleaseReason


class Nothing(BaseModel):
    """Done; there is nothing to say."""


class Registered(BaseModel):
    account_id: UUID


class Activated(BaseModel):
    account_id: UUID
    state: Literal["active", "already_active"]


class Session(BaseModel):
    token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 (the scheme's name, no secret)
    expires_at: datetime
    kind: Literal["enterprise", "staff"]
    account_id: UUID


class Me(BaseModel):
    kind: Literal["enterprise", "staff"]
    account_id: UUID
    user_name: str
    enterprise_name: str | None = None
    credit_code: str | None = None
    body: str | None = None
    roles: list[str] | None = None


class PublicKey(BaseModel):
    kty: str
    crv: str
    x: str
    y: str
    kid: str
    use: str
    alg: str


class PublicKeys(BaseModel):
    keys: list[PublicKey]


class Rotated(BaseModel):
    kid: str


class Appointed(BaseModel):
    staff_id: UUID
    person_id: UUID


class StaffEntry(BaseModel):
    staff_id: UUID
    person_id: UUID
    body: str
    roles: list[str]
    appointed_at: datetime


class PostalAddressEntry(BaseModel):
    recipient: str
    address: str
    phone: str


class AddressEntry(BaseModel):
    enterprise_name: str
    user_name: str
    email: str
    postal_address: PostalAddressEntry | None = None
