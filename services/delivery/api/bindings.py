"""How does an enterprise bind its key at the Single Window? It signs a challenge with it, once."""

import binascii
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from chassis.problem import FieldProblem
from services.delivery.api.sight import Heard, Sight
from services.delivery.commands.certificate import AnswerChallenge, OpenChallenge, Unbind
from services.delivery.decider.certificate import Bound, Ended, State, Unbound, Unrecorded
from services.delivery.decider.certificate.binding import asked, certificate_not_active, failed, failure_of
from services.delivery.decider.key import Announced
from services.delivery.events.certificate import ChallengeFailed
from services.delivery.ports import Histories, Signatures, SingleWindow
from services.delivery.projections import BindingRow, bindings
from services.delivery.values import Challenge, SuspensionReason, signed_bytes

Serial = Annotated[str, Path(max_length=80, description="证书序列号 / certificate serial")]


class Wish(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    number: str = Field(min_length=1, max_length=40)


class Signed(BaseModel):
    """`signature`: base64 of a DER ECDSA-SHA256 signature over the challenge's exact bytes."""

    model_config = ConfigDict(extra="forbid", strict=True)

    challenge_id: str = Field(min_length=1, max_length=130)
    signature: str = Field(min_length=1, max_length=1024)


class ChallengeAnswer(BaseModel):
    """`challenge`: base64 of the exact bytes to sign."""

    challenge_id: str
    challenge: str
    expires_at: datetime


class BoundAnswer(BaseModel):
    number: str
    certificate_serial: str


class BindingAnswer(BaseModel):
    number: str
    certificate_serial: str
    bound_at: datetime
    expires_at: datetime
    bound: bool
    usable: bool
    suspended: list[SuspensionReason]
    ended_at: datetime | None
    ended_because: str


def routes(door: Door, histories: Histories, sight: Sight, window: SingleWindow) -> APIRouter:
    router = APIRouter(tags=["绑定 / bindings"])

    async def certificate(serial: str, who: Actor) -> Unbound | Bound | Ended:
        state = await door.load(histories.certificate, histories.certificate_stream(serial))
        return owned(state, who)

    @router.post("/bindings/challenges", status_code=201, summary="获取待签名的挑战 / ask for a challenge to sign")
    async def ask(
        wish: Wish, who: Annotated[Actor, Depends(door.enterprise)], act: Annotated[Act, Depends(door.act)]
    ) -> ChallengeAnswer:
        serial = serial_of(await sight.own(wish.number, who))
        command = opening(door, serial, account_of(who), window.origin, act.at)
        answer = told(asked(command))
        await act(command, answer=answer)
        return answer

    @router.post("/bindings", summary="提交签名并绑定 / answer the challenge and bind")
    async def answer(
        signed: Signed, who: Annotated[Actor, Depends(door.enterprise)], act: Annotated[Act, Depends(door.act)]
    ) -> BoundAnswer:
        serial, challenge_id = parsed(signed.challenge_id)
        state = await certificate(serial, who)
        command = AnswerChallenge(
            certificate_serial=serial,
            account_id=account_of(who),
            challenge_id=challenge_id,
            signature_holds=signature_holds(window.signatures, state, signed.signature),
            status=await window.statuses.status(serial),
            at=act.at,
        )
        return await settled(act, command, state)

    @router.get("/bindings", summary="本企业的绑定 / my bindings")
    async def list_bindings(who: Annotated[Actor, Depends(door.enterprise)]) -> list[BindingAnswer]:
        return [shown(row) for row in await door.find(bindings, tags=[f"account:{who.account_id}"])]

    @router.post("/bindings/{certificate_serial}/unbind", summary="解除绑定 / unbind")
    async def unbind(
        certificate_serial: Serial,
        who: Annotated[Actor, Depends(door.enterprise)],
        act: Annotated[Act, Depends(door.act)],
    ) -> BoundAnswer:
        answer = bound(certificate_serial, await certificate(certificate_serial, who))
        await act(Unbind(certificate_serial=certificate_serial, account_id=account_of(who), at=act.at), answer=answer)
        return answer

    return router


async def settled(act: Act, command: AnswerChallenge, state: Unbound | Bound | Ended) -> BoundAnswer:
    """Stores what the answer came to; a wrong one is stored too, and told as a problem, now and whenever it is repeated."""
    failure = None if isinstance(state, Ended) else failure_of(command, state)
    answer = bound(command.certificate_serial, state)
    if failure is None:
        outcome = await act(command, answer=answer)
    else:
        wrong = problem.refused(failed(failure))
        outcome = await act(command, answer=wrong.body(), status=wrong.status)
    for event in outcome.events:
        if isinstance(event, ChallengeFailed):
            raise problem.refused(failed(event.failure))
    return answer


def owned(state: State, who: Actor) -> Unbound | Bound | Ended:
    """The enterprise's own certificate. Raises Problem 404 for any other."""
    match state:
        case Unrecorded():
            raise problem.not_found()
        case Unbound() | Bound() | Ended():
            if state.certificate is None or state.certificate.account_id != who.account_id:
                raise problem.not_found()
            return state


def serial_of(state: Heard) -> str:
    if isinstance(state, Announced):
        raise problem.refused(certificate_not_active())
    return state.shipment.certificate_serial


def account_of(who: Actor) -> UUID:
    if who.account_id is None:
        raise problem.forbidden()
    return who.account_id


def opening(door: Door, serial: str, account_id: UUID, origin: str, at: datetime) -> OpenChallenge:
    return OpenChallenge(
        certificate_serial=serial,
        account_id=account_id,
        challenge_id=door.doors.chance.uuid(),
        origin=origin,
        nonce=door.doors.chance.bytes(32).hex(),
        lifetime=door.doors.policy.in_force(at).duration("binding.challenge_lifetime"),
        at=at,
    )


def told(challenge: Challenge) -> ChallengeAnswer:
    """The serial stands before the id, so that an answer finds its history without asking a view."""
    return ChallengeAnswer(
        challenge_id=f"{challenge.certificate_serial}.{challenge.challenge_id}",
        challenge=b64encode(signed_bytes(challenge)).decode(),
        expires_at=challenge.expires_at,
    )


def parsed(challenge_id: str) -> tuple[str, UUID]:
    """The serial and the id. Raises Problem 404 for anything that was never given out."""
    serial, _, id_ = challenge_id.rpartition(".")
    try:
        return serial, UUID(id_)
    except ValueError as error:
        raise problem.not_found() from error


def signature_holds(signatures: Signatures, state: Unbound | Bound | Ended, signature: str) -> bool:
    """Whether the open challenge was signed by the certificate's key. Raises Problem 422 where the signature is no base64."""
    try:
        raw = b64decode(signature, validate=True)
    except binascii.Error as error:
        raise problem.invalid([not_base64()]) from error
    if isinstance(state, Ended) or state.challenge is None:
        return False
    return signatures.holds(
        certificate_pem=state.certificate.certificate_pem, signed=signed_bytes(state.challenge), signature=raw
    )


def not_base64() -> FieldProblem:
    return FieldProblem(field="signature", code="not_base64", zh="签名不是有效的 Base64", en="the signature is not base64")


def bound(serial: str, state: Unbound | Bound | Ended) -> BoundAnswer:
    number = state.certificate.case.application_number if state.certificate else ""
    return BoundAnswer(number=number, certificate_serial=serial)


def shown(row: BindingRow) -> BindingAnswer:
    return BindingAnswer(
        number=row.application_number,
        certificate_serial=row.certificate_serial,
        bound_at=row.bound_at,
        expires_at=row.expires_at,
        bound=row.ended_at is None,
        usable=row.ended_at is None and not row.suspended,
        suspended=list(row.suspended),
        ended_at=row.ended_at,
        ended_because=row.ended_because,
    )
