"""How does an enterprise come to an active account?"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from chassis import problem
from chassis.door import Act, Door
from chassis.problem import Problem
from services.registration.adapters.identities import address_id, code_id, person_id
from services.registration.adapters.links import account_of, hash_of, new_link
from services.registration.api.checks import code_findings, email_findings, password_findings, refuse, text_findings
from services.registration.api.forms import Activated, ActivationForm, AddressForm, Nothing, Registered, RegistrationForm
from services.registration.commands import Activate, CorrectAddress, Register, ResendActivation
from services.registration.decider import ACCOUNTS, CODES
from services.registration.decider.account import AccountState, Active, Unactivated, Unregistered
from services.registration.decider.account.rules import MAIL_WINDOW
from services.registration.decider.claims import CodeHeld
from services.registration.policies import Limits, limits
from services.registration.values import AccountId, EmailAddress, Link, User, credit_code


class Registrations:
    """The wishes of somebody who is not signed in yet."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._doors = door.doors

    async def register(self, form: RegistrationForm, act: Act) -> Registered:
        """Whether the address is known makes no difference here: it is taken at activation."""
        refuse(
            code_findings(form.credit_code),
            text_findings(enterprise_name=form.enterprise_name, user_name=form.user_name),
            email_findings(form.email),
            password_findings(form.password),
        )
        account_id, email, code = AccountId(self._doors.chance.uuid()), form.email.strip(), credit_code(form.credit_code)
        answer = Registered(account_id=account_id)
        await act(
            Register(
                account_id=account_id,
                person_id=person_id(self._doors.keyed, email),
                credit_code=code,
                enterprise_name=form.enterprise_name.strip(),
                user=User(
                    user_name=form.user_name.strip(),
                    email=EmailAddress(email),
                    password_hash=await self._doors.hasher.hash(form.password),
                ),
                code_id=code_id(self._doors.keyed, code),
                address_id=address_id(self._doors.keyed, email),
                link=self._link(account_id),
                lapses_at=act.at + self._limits().lapse,
                at=act.at,
            ),
            answer=answer,
        )
        return answer

    async def resend(self, account_id: UUID, act: Act) -> Nothing:
        """Once more, with a new link. Raises Problem 429 `too_soon` or `too_many` with Retry-After."""
        state, limits_now = await self._known(account_id), self._limits()
        wish = ResendActivation(
            account_id=AccountId(account_id),
            link=self._link(AccountId(account_id)),
            apart=limits_now.resend_after,
            most=limits_now.mails_per_day,
            at=act.at,
        )
        try:
            await act(wish, answer=Nothing())
        except Problem as refusal:
            raise later(refusal, state, limits_now, act.at) from refusal
        return Nothing()

    async def correct(self, account_id: UUID, form: AddressForm, act: Act) -> Nothing:
        """Another address, with a link of its own. Raises Problem 429 `too_many` with Retry-After."""
        refuse(email_findings(form.email))
        state, limits_now, email = await self._known(account_id), self._limits(), form.email.strip()
        wish = CorrectAddress(
            account_id=AccountId(account_id),
            person_id=person_id(self._doors.keyed, email),
            email=EmailAddress(email),
            address_id=address_id(self._doors.keyed, email),
            link=self._link(AccountId(account_id)),
            most=limits_now.mails_per_day,
            at=act.at,
        )
        try:
            await act(wish, answer=Nothing())
        except Problem as refusal:
            raise later(refusal, state, limits_now, act.at) from refusal
        return Nothing()

    async def activate(self, form: ActivationForm, act: Act, rejecting: Act) -> Activated:
        """Two who follow their links at the same instant: the loser looks again and is rejected."""
        account_id = account_of(form.token) or AccountId(UUID(int=0))
        state = await self._door.load(ACCOUNTS, account_id)
        holder = await self._code_holder(state)
        if holder is None or holder == account_id:
            try:
                return await self._activate(form, account_id, state, act)
            except Problem as refusal:
                holder = await self._code_holder(state)
                if refusal.code != "code_taken" or holder is None:
                    raise
        wish = Activate(account_id=account_id, token_hash=hash_of(form.token), code_holder=holder, at=rejecting.at)
        await rejecting(wish)
        raise Problem(409, "code_taken", zh="该统一社会信用代码已被其他账户使用", en="another account has this credit code")

    async def _activate(self, form: ActivationForm, account_id: AccountId, state: AccountState, act: Act) -> Activated:
        answer = Activated(account_id=account_id, state="already_active" if isinstance(state, Active) else "active")
        wish = Activate(account_id=account_id, token_hash=hash_of(form.token), code_holder=None, at=act.at)
        await act(wish, answer=answer)
        return answer

    async def _code_holder(self, state: AccountState) -> AccountId | None:
        if not isinstance(state, Unactivated):
            return None
        code = await self._door.load(CODES, state.code_id)
        return code.account_id if isinstance(code, CodeHeld) else None

    async def _known(self, account_id: UUID) -> AccountState:
        state = await self._door.load(ACCOUNTS, account_id)
        if isinstance(state, Unregistered):
            raise problem.not_found()
        return state

    def _link(self, account_id: AccountId) -> Link:
        expires_at = self._doors.clock.now() + self._limits().link_lifetime
        return new_link(self._doors.keyed, account_id, self._doors.chance.uuid(), expires_at)

    def _limits(self) -> Limits:
        return limits(self._doors.policy.in_force(self._doors.clock.now()))


def later(refusal: Problem, state: AccountState, limits_now: Limits, at: datetime) -> Problem:
    """What only comes too early is told with the time to wait; every other refusal as it is."""
    if not isinstance(state, Unactivated) or refusal.code not in {"too_soon", "too_many"}:
        return refusal
    if refusal.code == "too_soon":
        allowed = (state.resent_at or at) + limits_now.resend_after
    else:
        allowed = sorted(state.mailed_at)[-limits_now.mails_per_day] + MAIL_WINDOW
    headers = {"Retry-After": str(max(1, int((allowed - at).total_seconds()) + 1))}
    return Problem(429, refusal.code, zh=refusal.zh, en=refusal.en, headers=headers)


def registrations(door: Door) -> APIRouter:
    """The routes of registering and activating."""
    router = APIRouter(tags=["registration"])
    desk = Registrations(door)

    @router.post("/registrations", status_code=202, summary="点击这里：注册企业账户 / Click Here: register an enterprise")
    async def register(form: RegistrationForm, act: Annotated[Act, Depends(door.act)]) -> Registered:
        return await desk.register(form, act)

    @router.post(
        "/registrations/{account_id}/resend", status_code=202, summary="重新发送激活邮件 / Send the activation mail again"
    )
    async def resend(account_id: UUID, act: Annotated[Act, Depends(door.act)]) -> Nothing:
        return await desk.resend(account_id, act)

    @router.put("/registrations/{account_id}/address", status_code=202, summary="更正电子邮箱 / Correct the e-mail address")
    async def correct(account_id: UUID, form: AddressForm, act: Annotated[Act, Depends(door.act)]) -> Nothing:
        return await desk.correct(account_id, form, act)

    def rejecting(request: Request, response: Response) -> Act:
        """A rejection is stored apart from the wish's key: the same key again meets it as a refusal, not as a success."""
        return Act(door, request, response, unit=door.doors.chance.uuid(), fingerprint=b"", status=409)

    @router.post("/activations", summary="激活企业账户 / Activate the enterprise account")
    async def activate(
        form: ActivationForm, act: Annotated[Act, Depends(door.act)], reject: Annotated[Act, Depends(rejecting)]
    ) -> Activated:
        return await desk.activate(form, act, reject)

    return router
