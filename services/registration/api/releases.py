"""Who closes an account that is not its enterprise's? The operator, with a reason; its open cases end as withdrawn."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from services.registration.api.forms import Nothing, ReleaseForm
from services.registration.commands import ReleaseAccount
from services.registration.decider import ACCOUNTS
from services.registration.decider.account import Unregistered
from services.registration.values import AccountId


async def release(door: Door, account_id: UUID, form: ReleaseForm, act: Act) -> Nothing:
    """Code and address are free from now on; sessions that are out end by themselves. Raises Problem 404, 409 `not_active`."""
    if isinstance(await door.load(ACCOUNTS, account_id), Unregistered):
        raise problem.not_found()
    await act(ReleaseAccount(account_id=AccountId(account_id), reason=form.reason, at=act.at), answer=Nothing())
    return Nothing()


def releases(door: Door) -> APIRouter:
    """The route of releasing."""
    router = APIRouter(tags=["account"])

    @router.post(
        "/accounts/{account_id}/release", summary="注销账户并释放信用代码 / Close an account, its credit code becomes free"
    )
    async def post(
        account_id: UUID,
        form: ReleaseForm,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.staff("operator"))],
    ) -> Nothing:
        return await release(door, account_id, form, act)

    return router
