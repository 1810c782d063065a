"""What can a certificate be to us? Its standing as heard, its open challenge, its binding (`docs/states.md §5`)."""

from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from chassis.messages import value
from services.delivery.events.certificate import (
    ActivationRecorded,
    CertificateEvent,
    CertificateRecorded,
    ChallengeFailed,
    ChallengeOpened,
    ChallengePassed,
    ExpiryRecorded,
    KeyBound,
    KeyUnbound,
    LiftRecorded,
    RevocationRecorded,
    SuspensionRecorded,
)
from services.delivery.values import Challenge, SuspensionReason


@value
class Suspension:
    """The newest word on one reason: it holds, or was lifted."""

    reason: SuspensionReason
    holds: bool
    as_of: datetime


@value
class Standing:
    """Active or not, and the newest word on each reason of a suspension; several reasons may hold at once."""

    activated: bool = False
    suspensions: tuple[Suspension, ...] = ()

    @property
    def usable(self) -> bool:
        """Active, and no reason of a suspension holds."""
        return self.activated and not any(s.holds for s in self.suspensions)

    def on(self, reason: SuspensionReason) -> Suspension | None:
        """The newest word on this reason."""
        return next((s for s in self.suspensions if s.reason == reason), None)

    def told(self, news: Suspension) -> "Standing":
        """The standing after this news."""
        others = tuple(s for s in self.suspensions if s.reason != news.reason)
        return replace(self, suspensions=(*others, news))


@value
class Unrecorded:
    """Not issued as far as we heard; its standing may be told before, as it comes in another order."""

    standing: Standing


@value
class Unbound:
    """Issued, bound to nothing."""

    certificate: CertificateRecorded
    standing: Standing
    challenge: Challenge | None


@value
class Bound:
    """Bound to its enterprise's account."""

    certificate: CertificateRecorded
    standing: Standing
    challenge: Challenge | None


@value
class Ended:
    """Revoked or expired: final. `certificate` is None where it ended before it was recorded."""

    certificate: CertificateRecorded | None


State: TypeAlias = Unrecorded | Unbound | Bound | Ended


def evolve(state: State, event: CertificateEvent) -> State:
    match event, state:
        case RevocationRecorded() | ExpiryRecorded(), Unrecorded():
            return Ended(certificate=None)
        case RevocationRecorded() | ExpiryRecorded(), Unbound() | Bound() | Ended():
            return Ended(certificate=state.certificate)
        case CertificateRecorded(), Unrecorded():
            return Unbound(certificate=event, standing=state.standing, challenge=None)
        case ActivationRecorded(), Unrecorded() | Unbound() | Bound():
            return replace(state, standing=replace(state.standing, activated=True))
        case SuspensionRecorded(), Unrecorded() | Unbound() | Bound():
            news = Suspension(reason=event.reason, holds=True, as_of=event.suspended_at)
            return replace(state, standing=state.standing.told(news))
        case LiftRecorded(), Unrecorded() | Unbound() | Bound():
            news = Suspension(reason=event.reason, holds=False, as_of=event.lifted_at)
            return replace(state, standing=state.standing.told(news))
        case ChallengeOpened(), Unbound() | Bound():
            return replace(state, challenge=event.challenge)
        case ChallengeFailed() | ChallengePassed(), Unbound() | Bound():
            return replace(state, challenge=None)
        case KeyBound(), Unbound() | Bound():
            return Bound(certificate=state.certificate, standing=state.standing, challenge=state.challenge)
        case KeyUnbound(), Unbound() | Bound():
            return Unbound(certificate=state.certificate, standing=state.standing, challenge=state.challenge)
        case CertificateRecorded(), Unbound() | Bound():
            return state
        case ChallengeOpened() | ChallengeFailed() | ChallengePassed() | KeyBound() | KeyUnbound(), Unrecorded():
            return state
        case (
            CertificateRecorded()
            | ActivationRecorded()
            | SuspensionRecorded()
            | LiftRecorded()
            | ChallengeOpened()
            | ChallengeFailed()
            | ChallengePassed()
            | KeyBound()
            | KeyUnbound(),
            Ended(),
        ):
            return state
