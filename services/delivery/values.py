"""Of what are delivery's facts made? Keys on their way, who may collect them, and the challenge that a key signs."""

import json
from datetime import UTC, datetime
from typing import Literal, TypeAlias
from uuid import UUID

from chassis.messages import value

Preference: TypeAlias = Literal["collect", "post"]
CaseKind: TypeAlias = Literal["first", "additional", "reissue", "renewal", "change"]
Loss: TypeAlias = Literal["lost", "damaged"]
SuspensionReason: TypeAlias = Literal["loss", "reissue", "parcel", "discrepancy"]
ChallengeFailure: TypeAlias = Literal["signature_wrong", "certificate_not_active", "status_unknown"]
CertificateStatus: TypeAlias = Literal["good", "not_good", "unknown"]
MissingReason: TypeAlias = Literal["parcel_lost", "parcel_short", "parcel_damaged", "lost_on_second_leg"]
Leg: TypeAlias = Literal["to_issuing_body", "to_enterprise"]
MailPurpose: TypeAlias = Literal["ready_to_collect", "posted", "reminder"]
DisposalAction: TypeAlias = Literal["reroute", "destroy"]


@value
class PickUpPoint:
    """Where the enterprise collects the key; it may differ from the issuing body (`docs/domain.md §1`)."""

    name_zh: str
    name_en: str
    address_zh: str
    address_en: str


@value
class Case:
    """The case a key belongs to."""

    case_id: UUID
    application_number: str


@value
class Terms:
    """What the confirmed materials of a round say about the delivery.

    `originals` are the slots to be shown at hand-over, `persons` the enterprise's own (opaque ids);
    a preference that the enterprise chose after confirming outlives later rounds.
    """

    round: int
    account_id: UUID
    enterprise_name: str
    issuing_body: str
    kind: CaseKind
    loss: Loss | None
    pick_up_point: PickUpPoint
    preference: Preference
    preference_from: Literal["form", "enterprise"] = "form"
    originals: tuple[str, ...]
    persons: tuple[UUID, ...]

    @property
    def old_key_due(self) -> bool:
        """Whether the old key comes back at hand-over (`docs/domain.md §3`): a lost one cannot."""
        return self.kind in {"renewal", "change"} or (self.kind == "reissue" and self.loss == "damaged")


@value
class Shipment:
    """The key as it was sent to the issuing body."""

    consignment_id: UUID
    body: str
    waybill: str
    account_id: UUID
    token_serial: str
    certificate_serial: str
    dispatched_at: datetime


@value
class Content:
    """One key in a consignment."""

    case_id: UUID
    application_number: str
    token_serial: str


@value
class Disposal:
    """What is to become of a key that is kept apart: sent on to `body` with `waybill`, or destroyed (both empty)."""

    action: DisposalAction
    body: str = ""
    waybill: str = ""


@value
class Collector:
    """The person who came for the key, by the identity document shown."""

    name: str
    id_number: str


@value
class Challenge:
    """What a key must sign, once and until `expires_at`, for one purpose of one account at one origin (`docs/domain.md §7`)."""

    challenge_id: UUID
    origin: str
    account_id: UUID
    purpose: Literal["bind"]
    certificate_serial: str
    nonce: str
    expires_at: datetime


def signed_bytes(challenge: Challenge) -> bytes:
    """The exact bytes to sign: canonical JSON (sorted keys, no spaces, UTF-8), times in UTC."""
    said = {
        "account": str(challenge.account_id),
        "certificate": challenge.certificate_serial,
        "challenge": str(challenge.challenge_id),
        "expires": challenge.expires_at.astimezone(UTC).isoformat(),
        "nonce": challenge.nonce,
        "origin": challenge.origin,
        "purpose": challenge.purpose,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
