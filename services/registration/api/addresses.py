"""Who may see where an enterprise lives, and who says so?"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from chassis.messages import Erased
from chassis.problem import Problem
from services.registration.api.checks import refuse, text_findings
from services.registration.api.forms import AddressEntry, Nothing, PostalAddressEntry, PostalAddressForm
from services.registration.commands import GivePostalAddress, RecordAddressRead
from services.registration.decider import ACCOUNTS
from services.registration.decider.account import Active
from services.registration.values import AccountId, PostalAddress, ReadId


async def read(door: Door, account_id: UUID, who: Actor, act: Act) -> AddressEntry:
    """For a receiver of a body that has verified a case of the account; for all others there is no such account."""
    state = await door.load(ACCOUNTS, account_id)
    if not isinstance(state, Active) or who.body not in state.bodies:
        raise problem.not_found()
    if isinstance(state.user, Erased):
        raise Problem(410, "erased", zh="该用户的个人信息已删除", en="the personal data of this user were erased")
    await act(
        RecordAddressRead(read_id=ReadId(door.doors.chance.uuid()), account_id=AccountId(account_id), body=who.body, at=act.at)
    )
    return AddressEntry(
        enterprise_name=state.enterprise_name,
        user_name=state.user.user_name,
        email=state.user.email,
        postal_address=postal_entry(state.postal_address),
    )


def postal_entry(address: PostalAddress | Erased | None) -> PostalAddressEntry | None:
    match address:
        case PostalAddress():
            return PostalAddressEntry(recipient=address.recipient, address=address.address, phone=address.phone)
        case Erased() | None:
            return None


async def give(form: PostalAddressForm, who: Actor, act: Act) -> Nothing:
    """Where one's keys are posted to."""
    if who.account_id is None:
        raise problem.not_found()
    refuse(text_findings(recipient=form.recipient, address=form.address, phone=form.phone))
    address = PostalAddress(recipient=form.recipient.strip(), address=form.address.strip(), phone=form.phone.strip())
    await act(GivePostalAddress(account_id=AccountId(who.account_id), postal_address=address, at=act.at), answer=Nothing())
    return Nothing()


def addresses(door: Door) -> APIRouter:
    """The routes of addresses."""
    router = APIRouter(tags=["address"])

    @router.get(
        "/accounts/{account_id}/address",
        summary="企业联系地址（查看会被记录）/ The address of an enterprise (each look is recorded)",
        response_model_exclude_none=True,
    )
    async def get(
        account_id: UUID,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.staff("receiver"))],
    ) -> AddressEntry:
        return await read(door, account_id, who, act)

    @router.put("/me/postal-address", summary="邮寄地址 / Where to post to")
    async def put(
        form: PostalAddressForm,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.enterprise)],
    ) -> Nothing:
        return await give(form, who, act)

    return router
