"""Which login name may an application have (`docs/domain.md §4`)?"""

from collections.abc import Sequence

from chassis.decider import Refused
from chassis.keyed import normal
from services.application.commands.case import AssignLoginName, EnterLoginName
from services.application.decider.case.reopening import check_open
from services.application.decider.case.states import Dossier
from services.application.events.case import CaseEvent, LoginNameAdopted, LoginNameAssigned, LoginNameRetained
from services.application.values.form import EarlierKey, LoginName


def assign(command: AssignLoginName, dossier: Dossier) -> Sequence[CaseEvent]:
    """ "Get Login Name" (`docs/domain.md §4.3`, `§4.2`: an electromechanical importer may ask too); pressed again, the same one."""
    if dossier.opened.earlier is not None:
        raise _not_the_keys_name(dossier.opened.earlier)
    if dossier.login is not None and dossier.login.rule == "assigned":
        return []
    check_open("login_name", dossier.correction)
    login = dossier.assigned or LoginName(name=command.login_name, rule="assigned", fingerprint=command.fingerprint)
    released = dossier.login.name if dossier.login else ""
    return [
        LoginNameAssigned(
            case_id=command.case_id,
            account_id=dossier.opened.account_id,
            login=login,
            released=released,
            assigned_at=command.at,
        )
    ]


def enter(command: EnterLoginName, dossier: Dossier) -> Sequence[CaseEvent]:
    """Use the earlier key's name, or one that the enterprise has in the electromechanical system (`docs/domain.md §4.1–2`)."""
    if dossier.login is not None and normal(dossier.login.name) == normal(command.login_name):
        return []
    check_open("login_name", dossier.correction)
    if dossier.opened.earlier is not None:
        return [retain(command, dossier, dossier.opened.earlier)]
    return [adopt(command, dossier)]


def retain(command: EnterLoginName, dossier: Dossier, earlier: EarlierKey) -> LoginNameRetained:
    """A key that replaces another keeps its name."""
    if normal(command.login_name) != normal(earlier.login_name):
        raise _not_the_keys_name(earlier)
    login = LoginName(name=earlier.login_name, rule="retained", fingerprint=command.fingerprint)
    return LoginNameRetained(case_id=command.case_id, account_id=dossier.opened.account_id, login=login, retained_at=command.at)


def _not_the_keys_name(earlier: EarlierKey) -> Refused:
    return Refused(
        "not_the_lost_name",
        zh=f"补发须使用原钥匙的登录名：{earlier.login_name}",
        en=f"a reissue keeps the login name of the lost or damaged key: {earlier.login_name}",
    )


def adopt(command: EnterLoginName, dossier: Dossier) -> LoginNameAdopted:
    """Take over a name of the electromechanical import system."""
    if dossier.filled is None or not dossier.filled.situation.electromechanical_importer:
        raise Refused(
            "login_name_is_assigned",
            zh="请使用“获取登录名”；只有机电产品进口企业可以沿用已注册的用户名",
            en='use "Get Login Name"; only an importer of electromechanical products may adopt a registered name',
        )
    if command.registered_to != dossier.opened.credit_code:
        raise Refused(
            "login_name_not_yours",
            zh="机电产品进口单证系统中没有贵企业的此用户名",
            en="the electromechanical import system has no such name for your enterprise",
        )
    if command.of_key:
        raise Refused("login_name_taken", zh="该登录名已属于另一把钥匙", en="that login name belongs to another key")
    released = dossier.login.name if dossier.login and dossier.login.rule == "adopted" else ""
    return LoginNameAdopted(
        case_id=command.case_id,
        account_id=dossier.opened.account_id,
        login=LoginName(name=command.login_name.strip(), rule="adopted", fingerprint=command.fingerprint),
        released=released,
        adopted_at=command.at,
    )
