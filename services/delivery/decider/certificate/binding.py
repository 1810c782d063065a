"""When is a key bound to its enterprise's account, and when does the binding end? (`docs/domain.md §7`)"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.decider import Refused
from services.delivery.commands.certificate import AnswerChallenge, OpenChallenge, RecordExpiry, Unbind
from services.delivery.decider.certificate.states import Bound, Unbound
from services.delivery.events.certificate import (
    CertificateEvent,
    ChallengeFailed,
    ChallengeOpened,
    ChallengePassed,
    ExpiryRecorded,
    KeyBound,
    KeyUnbound,
)
from services.delivery.values import Challenge, ChallengeFailure


def challenge(command: OpenChallenge, state: Unbound | Bound) -> Sequence[CertificateEvent]:
    """The newest challenge is the only one: an earlier one is void from here on."""
    own(command.account_id, state)
    if state.challenge is not None and state.challenge.challenge_id == command.challenge_id:
        return []
    if not usable(state, command.at):
        raise certificate_not_active()
    return [ChallengeOpened(case=state.certificate.case, challenge=asked(command), opened_at=command.at)]


def asked(command: OpenChallenge) -> Challenge:
    """What is to be signed."""
    return Challenge(
        challenge_id=command.challenge_id,
        origin=command.origin,
        account_id=command.account_id,
        purpose="bind",
        certificate_serial=command.certificate_serial,
        nonce=command.nonce,
        expires_at=command.at + command.lifetime,
    )


def answer(command: AnswerChallenge, state: Unbound | Bound) -> Sequence[CertificateEvent]:
    """Any answer uses the challenge up, a wrong one too: that is a fact, not a refusal."""
    own(command.account_id, state)
    open_one = state.challenge
    if open_one is None or open_one.challenge_id != command.challenge_id:
        raise challenge_used()
    if command.at >= open_one.expires_at:
        raise challenge_expired()
    failure = failure_of(command, state)
    if failure:
        return [fail(command, failure)]
    passed = ChallengePassed(
        challenge_id=command.challenge_id, certificate_serial=command.certificate_serial, passed_at=command.at
    )
    return [passed] if isinstance(state, Bound) else [passed, bind(command, state)]


def failure_of(command: AnswerChallenge, state: Unbound | Bound) -> ChallengeFailure | None:
    """Why the answer to the open challenge does not hold, or None where it does.

    What production says now counts beside what was heard of it, and what it cannot say fails (`docs/states.md §7`, 37).
    """
    if not command.signature_holds:
        return "signature_wrong"
    if not usable(state, command.at):
        return "certificate_not_active"
    match command.status:
        case "good":
            return None
        case "not_good":
            return "certificate_not_active"
        case "unknown":
            return "status_unknown"


def fail(command: AnswerChallenge, failure: ChallengeFailure) -> ChallengeFailed:
    return ChallengeFailed(
        challenge_id=command.challenge_id,
        certificate_serial=command.certificate_serial,
        failure=failure,
        failed_at=command.at,
    )


def bind(command: AnswerChallenge, state: Unbound) -> KeyBound:
    return KeyBound(
        case=state.certificate.case,
        account_id=command.account_id,
        certificate_serial=command.certificate_serial,
        expires_at=state.certificate.not_after,
        bound_at=command.at,
    )


def unbind(command: Unbind, state: Bound) -> KeyUnbound:
    own(command.account_id, state)
    return end(state, reason="by_enterprise", at=command.at)


def expire(command: RecordExpiry, state: Unbound | Bound) -> Sequence[CertificateEvent]:
    if command.at < state.certificate.not_after:
        return []
    expired = ExpiryRecorded(
        certificate_serial=command.certificate_serial,
        expired_at=state.certificate.not_after,
        case=state.certificate.case,
    )
    return [expired, end(state, reason="expired", at=command.at)] if isinstance(state, Bound) else [expired]


def end(state: Bound, *, reason: str, at: datetime) -> KeyUnbound:
    return KeyUnbound(
        case=state.certificate.case,
        account_id=state.certificate.account_id,
        certificate_serial=state.certificate.certificate_serial,
        reason=reason,
        unbound_at=at,
    )


def own(account_id: UUID, state: Unbound | Bound) -> None:
    """Raises Refused where the certificate is another enterprise's."""
    if account_id != state.certificate.account_id:
        raise Refused("not_your_certificate", zh="该证书不属于本企业", en="this certificate belongs to another enterprise")


def usable(state: Unbound | Bound, at: datetime) -> bool:
    """Active, not suspended, not expired at this instant."""
    return state.standing.usable and at < state.certificate.not_after


def failed(failure: ChallengeFailure) -> Refused:
    """What is said to the person whose answer failed."""
    match failure:
        case "signature_wrong":
            return Refused(
                "signature_wrong",
                zh="签名不正确，该挑战已作废，请重新获取",
                en="the signature does not hold, and the challenge is used up: ask for another",
            )
        case "certificate_not_active":
            return certificate_not_active()
        case "status_unknown":
            return Refused(
                "status_unknown",
                zh="暂时无法核实证书状态，该挑战已作废，请稍后重新获取",
                en="the status of the certificate could not be verified, and the challenge is used up: ask for another later",
            )


def certificate_not_active() -> Refused:
    return Refused(
        "certificate_not_active",
        zh="证书未激活、已暂停、已吊销或已过期",
        en="the certificate is not active, or is suspended, revoked or expired",
    )


def challenge_used() -> Refused:
    return Refused(
        "challenge_used",
        zh="该挑战已使用，或已被更新的挑战取代，请重新获取",
        en="this challenge was used, or replaced by a newer one: ask for another",
    )


def challenge_expired() -> Refused:
    return Refused("challenge_expired", zh="该挑战已过期，请重新获取", en="this challenge has expired: ask for another")
