"""How does somebody sign in, and how does every service know that they did?"""

from typing import Annotated

from fastapi import APIRouter, Depends

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from chassis.problem import Problem
from services.registration.adapters.identities import account_of, signed_in
from services.registration.adapters.sessions import Identity, key_id, public_key, token
from services.registration.api.forms import Me, PublicKey, PublicKeys, Rotated, Session, SignInForm
from services.registration.commands import RotateSigningKey
from services.registration.decider import KEYRING, KEYRINGS
from services.registration.policies import limits
from services.registration.values import Holder


async def open_session(door: Door, form: SignInForm) -> Session:
    """Raises Problem 401 `sign_in_failed`, whatever the reason."""
    who = await signed_in(door, form.email, form.password)
    if who is None:
        raise Problem(401, "sign_in_failed", zh="电子邮箱或密码不正确", en="wrong e-mail address or password")
    at = door.doors.clock.now()
    lifetime = limits(door.doors.policy.in_force(at)).session
    ring = await door.load(KEYRINGS, KEYRING)
    signed = token(door.doors.keyed, ring.current, who, at=at, lifetime=lifetime)
    return Session(token=signed, expires_at=at + lifetime, kind=who.kind, account_id=who.account_id)


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


def sessions(door: Door) -> APIRouter:
    """The routes of signing in."""
    router = APIRouter(tags=["session"])

    @router.post("/sessions", summary="登录 / Sign in")
    async def sign_in(form: SignInForm) -> Session:
        return await open_session(door, form)

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
