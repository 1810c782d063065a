"""How does an application get its login name?"""

from typing import Annotated

from fastapi import APIRouter, Depends

from chassis.actor import Actor
from chassis.door import Act
from chassis.keyed import normal
from chassis.problem import Problem
from services.application.api.counter import Counter, Number
from services.application.api.shapes import LoginNameBody, LoginNameGiven
from services.application.commands.case import AssignLoginName, EnterLoginName
from services.application.decider.case.states import Dossier
from services.application.decider.names import Free, Held
from services.application.values.form import LoginName

ATTEMPTS = 50


def routes(counter: Counter) -> APIRouter:
    router = APIRouter(tags=["登录名 / login name"])
    door = counter.door

    @router.post("/cases/{number}/login-name/assigned", summary="获取登录名 / Get Login Name")
    async def get_login_name(
        number: Number, act: Annotated[Act, Depends(door.act)], who: Annotated[Actor, Depends(door.enterprise)]
    ) -> LoginNameGiven:
        dossier = (await counter.own_case(number, who)).dossier
        name = dossier.assigned.name if dossier.assigned else await free_name(counter, dossier)
        answer = LoginNameGiven(login_name=name, rule="assigned")
        wish = AssignLoginName(
            case_id=dossier.opened.case_id, login_name=name, fingerprint=name_print(counter, dossier, name), at=act.at
        )
        await act(wish, answer=answer)
        return answer

    @router.put("/cases/{number}/login-name", summary="填写登录名 / enter a login name")
    async def enter_login_name(
        number: Number,
        body: LoginNameBody,
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.enterprise)],
    ) -> LoginNameGiven:
        dossier, outside = (await counter.own_case(number, who)).dossier, counter.outside
        carrier = await outside.earlier_keys.named(body.login_name)
        answer = name_entered(body.login_name, dossier)
        wish = EnterLoginName(
            case_id=dossier.opened.case_id,
            login_name=body.login_name,
            fingerprint=name_print(counter, dossier, body.login_name),
            registered_to=await outside.name_register.owner(body.login_name),
            of_key=carrier.key if carrier else "",
            at=act.at,
        )
        await act(wish, answer=answer)
        return answer

    return router


def name_print(counter: Counter, dossier: Dossier, name: str) -> str:
    """The keyed hash of a login name."""
    return counter.fingerprint(dossier.opened.case_id, f"login_name|{normal(name)}".encode())


async def free_name(counter: Counter, dossier: Dossier) -> str:
    """The first candidate that nobody has. Raises Problem 503 when the platform gives none."""
    outside, histories, case_id = counter.outside, counter.histories, dossier.opened.case_id
    for attempt in range(ATTEMPTS):
        name = await outside.name_assigner.candidate(case_id, attempt)
        state = await counter.door.load(histories.name, histories.name_stream(name))
        ours = isinstance(state, Held) and state.held.case_id == case_id
        elsewhere = await outside.earlier_keys.named(name) or await outside.name_register.owner(name)
        if (ours or isinstance(state, Free)) and not elsewhere:
            return name
    raise Problem(503, "no_login_name", zh="暂时无法分配登录名", en="no login name can be assigned now")


def name_entered(typed: str, dossier: Dossier) -> LoginNameGiven:
    """What entering it comes to, if it is allowed."""
    login: LoginName | None = dossier.login
    if login is not None and normal(login.name) == normal(typed):
        return LoginNameGiven(login_name=login.name, rule=login.rule)
    if dossier.opened.earlier is not None:
        return LoginNameGiven(login_name=dossier.opened.earlier.login_name, rule="retained")
    return LoginNameGiven(login_name=typed.strip(), rule="adopted")
