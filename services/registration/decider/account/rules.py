"""Under which conditions does each wish for an account come true?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from chassis.decider import Refused
from chassis.messages import Erased
from services.registration.commands.account import (
    Activate,
    CorrectAddress,
    EntrustBody,
    GivePostalAddress,
    LapseRegistration,
    Register,
    ReleaseAccount,
    ResendActivation,
)
from services.registration.decider.account.states import Active, Closed, Unactivated
from services.registration.events.account import (
    AccountActivated,
    AccountEvent,
    AccountReleased,
    ActivationResent,
    AddressCorrected,
    BodyEntrusted,
    PostalAddressGiven,
    RegistrationLapsed,
    RegistrationRejected,
    RegistrationStarted,
)
from services.registration.values import User

MAIL_WINDOW = timedelta(days=1)


def register(command: Register) -> RegistrationStarted:
    return RegistrationStarted(
        account_id=command.account_id,
        person_id=command.person_id,
        credit_code=command.credit_code,
        enterprise_name=command.enterprise_name,
        user=command.user,
        code_id=command.code_id,
        address_id=command.address_id,
        link=command.link,
        lapses_at=command.lapses_at,
        started_at=command.at,
    )


def correct(command: CorrectAddress, state: Unactivated) -> Sequence[AccountEvent]:
    """The same address again changes nothing; another one gets a link of its own."""
    user = readable(state.user)
    if command.email == user.email:
        return []
    not_too_many(state, command.most, command.at)
    return [
        AddressCorrected(
            account_id=state.account_id,
            person_id=command.person_id,
            user=replace(user, email=command.email),
            address_id=command.address_id,
            link=command.link,
            corrected_at=command.at,
        )
    ]


def resend(command: ResendActivation, state: Unactivated) -> ActivationResent:
    """Two of them are `apart` from each other; the first one may follow the registration at once."""
    if state.resent_at is not None and command.at < state.resent_at + command.apart:
        raise Refused("too_soon", zh="刚刚已重新发送，请稍后再试", en="it was sent again just now: try a little later")
    not_too_many(state, command.most, command.at)
    return ActivationResent(
        account_id=state.account_id,
        person_id=state.person_id,
        email=readable(state.user).email,
        link=command.link,
        resent_at=command.at,
    )


def activate(command: Activate, state: Unactivated) -> AccountActivated | RegistrationRejected:
    """In time, by the newest link; who follows it first has the credit code (docs/states.md §7 nos. 31, 32)."""
    if command.token_hash != state.link.token_hash:
        raise link_dead()
    if command.at >= min(state.link.expires_at, state.lapses_at):
        raise link_expired()
    if command.code_holder not in {None, state.account_id}:
        return RegistrationRejected(account_id=state.account_id, reason="code_taken", rejected_at=command.at)
    return AccountActivated(
        account_id=state.account_id,
        credit_code=state.credit_code,
        enterprise_name=state.enterprise_name,
        code_id=state.code_id,
        address_id=state.address_id,
        activated_at=command.at,
    )


def already_active(command: Activate, state: Active) -> Sequence[AccountEvent]:
    if command.token_hash != state.token_hash:
        raise link_dead()
    return []


def dead_end(command: Activate, state: Closed) -> Refused:
    """Only who holds the last link is told what became of the registration."""
    if command.token_hash != state.token_hash:
        return link_dead()
    match state.reason:
        case "code_taken":
            return Refused("code_taken", zh="该统一社会信用代码已被其他账户使用", en="another account has this credit code")
        case "lapsed":
            return link_expired()
        case "released":
            return Refused("account_closed", zh="该账户已关闭", en="this account is closed")


def lapse(command: LapseRegistration, state: Unactivated) -> RegistrationLapsed:
    if command.at < state.lapses_at:
        raise Refused("not_lapsed", zh="注册尚未过期", en="the registration has not lapsed yet")
    return RegistrationLapsed(account_id=state.account_id, lapsed_at=command.at)


def give_postal_address(command: GivePostalAddress, state: Active) -> Sequence[AccountEvent]:
    if command.postal_address == state.postal_address:
        return []
    return [
        PostalAddressGiven(
            account_id=state.account_id,
            person_id=state.person_id,
            postal_address=command.postal_address,
            given_at=command.at,
        )
    ]


def release(command: ReleaseAccount, state: Active) -> AccountReleased:
    """Code and address become free with it (docs/states.md §1)."""
    return AccountReleased(
        account_id=state.account_id,
        credit_code=state.credit_code,
        code_id=state.code_id,
        address_id=state.address_id,
        reason=command.reason,
        released_at=command.at,
    )


def entrust(command: EntrustBody, state: Active) -> Sequence[AccountEvent]:
    if command.body in state.bodies:
        return []
    return [BodyEntrusted(account_id=state.account_id, body=command.body, entrusted_at=command.at)]


def not_too_many(state: Unactivated, most: int, at: datetime) -> None:
    """Raises Refused `too_many`: one registration fills nobody's mailbox."""
    if len([mailed for mailed in state.mailed_at if mailed > at - MAIL_WINDOW]) >= most:
        raise Refused("too_many", zh="今日发送邮件次数过多，请稍后再试", en="too many mails were asked for in one day: try later")


def link_dead() -> Refused:
    return Refused("link_dead", zh="该激活链接无效", en="this activation link is not good any more")


def link_expired() -> Refused:
    return Refused("link_expired", zh="该激活链接已过期", en="this activation link has expired")


def readable(user: User | Erased) -> User:
    """Who is still known. Raises Refused `erased` for a person whose key is gone."""
    match user:
        case User():
            return user
        case Erased():
            raise Refused("erased", zh="该用户的个人信息已删除", en="the personal data of this user were erased")
