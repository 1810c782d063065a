"""How does somebody sign in, and how does every service know that they did?"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from chassis.problem import Problem
from services.registration.adapters.gates import SignInGate, Turnstile, closed, failure, gates
from services.registration.adapters.identities import account_of, signed_in
from services.registration.adapters.sessions import Identity, key_id, public_key, token
from services.registration.api.forms import Me, PublicKey, PublicKeys, Rotated, Session, SignInForm
from services.registration.commands import RotateSigningKey
from services.registration.decider import KEYRING, KEYRINGS
from services.registration.decider.gate import too_many as gate_closed
from services.registration.policies import limits
from services.registration.ports import Bodies
from services.registration.values import Holder


class SignIn:
    """Signing in, within limits: failures are facts of the gates they happened at."""

    def __init__(self, door: Door, bodies: Bodies) -> None:
        self._door = door
        self._bodies = bodies
        self._turnstile = Turnstile()

    async def open(self, form: SignInForm, caller: str, failed: Act) -> Session:
        """Raises Problem 429 `too_many`, 401 `sign_in_failed` whatever the reason, 403 `body_closed`."""
        rules = limits(self._door.doors.policy.in_force(failed.at))
        passed = gates(self._door, rules, form.email, caller, failed.at)
        async with self._turnstile.turn(passed[0].gate_id):
            who = await self._known(form, passed, failed)
        lifetime = self._lifetime(who, failed.at, rules.session)
        ring = await self._door.load(KEYRINGS, KEYRING)
        signed = token(self._door.doors.keyed, ring.current, who, at=failed.at, lifetime=lifetime)
        return Session(token=signed, expires_at=failed.at + lifetime, kind=who.kind, account_id=who.account_id)

    async def _known(self, form: SignInForm, passed: Sequence[SignInGate], failed: Act) -> Identity:
        shut = await closed(self._door, passed)
        if shut is not None:
            raise too_many(shut, failed.at)
        who = await signed_in(self._door, form.email, form.password)
        if who is not None:
            return who
        try:
            await failed(*failure(passed, self._door.doors.chance.uuid(), failed.at))
        except Problem as refusal:
            shut = await closed(self._door, passed)
            raise (too_many(shut, failed.at) if shut else refusal) from refusal
        raise Problem(401, "sign_in_failed", zh="电子邮箱或密码不正确", en="wrong e-mail address or password")

    def _lifetime(self, who: Identity, at: datetime, lifetime: timedelta) -> timedelta:
        """No session outlives its body (docs/domain.md §1)."""
        closing = self._bodies.closing(who.body)
        if closing is None:
            return lifetime
        if at >= closing.at:
            raise Problem(
                403,
                "body_closed",
                zh=f"该机构已停止办理，由 {closing.successor} 承接",
                en=f"this body has closed, its successor is {closing.successor}",
            )
        return min(lifetime, closing.at - at)


def too_many(gate: SignInGate, at: datetime) -> Problem:
    refusal = gate_closed()
    wait = max(1, int((gate.opens_at - at).total_seconds()) + 1)
    return Problem(429, refusal.code, zh=refusal.zh, en=refusal.en, headers={"Retry-After": str(wait)})


async def public_keys(door: Door) -> PublicKeys:
    """The present key and the former ones whose sessions may still live."""
    at = door.doors.clock.now()
    ring = await door.load(KEYRINGS, KEYRING)
    numbers = ring.numbers(since=at - limits(door.doors.policy.in_force(at)).session)
    return PublicKeys(keys=[PublicKey.model_validate(public_key(door.doors.keyed, number)) for number in numbers])


async def rotate(door: Door, act: Act) -> Rotated:
    """On to the next key; sessions signed with the former go on."""
    ring = await door.load(KEYRINGS, KEYRING)
    answer = Rotated(kid=key_id(door.doors.keyed, ring.current + 1))
    await act(RotateSigningKey(number=ring.current + 1, key_id=answer.kid, at=act.at), answer=answer)
    return answer


async def me(door: Door, who: Actor) -> Me:
    """Oneself, as registered."""
    if who.account_id is None or who.kind not in {"enterprise", "staff"}:
        raise problem.not_found()
    kind = "staff" if who.kind == "staff" else "enterprise"
    found = await account_of(door, Holder(kind=kind, account_id=who.account_id))
    if found is None:
        raise problem.not_found()
    return shown(found[0])


def shown(identity: Identity) -> Me:
    enterprise = identity.kind == "enterprise"
    return Me(
        kind=identity.kind,
        account_id=identity.account_id,
        user_name=identity.user_name,
        enterprise_name=identity.enterprise_name if enterprise else None,
        credit_code=identity.credit_code if enterprise else None,
        body=None if enterprise else identity.body,
        roles=None if enterprise else list(identity.roles),
    )


def sessions(door: Door, bodies: Bodies) -> APIRouter:
    """The routes of signing in."""
    router = APIRouter(tags=["session"])
    signing_in = SignIn(door, bodies)

    def failing(request: Request, response: Response) -> Act:
        """A failure is stored apart from the wish's key: the same key again is another attempt."""
        return Act(door, request, response, unit=door.doors.chance.uuid(), fingerprint=b"", status=401)

    @router.post("/sessions", summary="登录 / Sign in")
    async def sign_in(form: SignInForm, request: Request, failed: Annotated[Act, Depends(failing)]) -> Session:
        return await signing_in.open(form, request.client.host if request.client else "", failed)

    @router.get("/.well-known/jwks.json", summary="会话签名公钥 / The public keys that sessions are signed with")
    async def key_set() -> PublicKeys:
        return await public_keys(door)

    @router.post("/signing-keys/rotation", summary="更换会话签名密钥 / Rotate the session signing key")
    async def rotation(act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, Depends(door.staff("operator"))]) -> Rotated:
        return await rotate(door, act)

    @router.get("/me", summary="当前用户 / Who I am", response_model_exclude_none=True)
    async def who_am_i(who: Annotated[Actor, Depends(door.caller)]) -> Me:
        return await me(door, who)

    return router
