"""Why is a wish about a key refused? Each reason once, for people."""

from collections.abc import Sequence

from chassis.decider import Refused
from services.delivery.decider.key.states import Missing
from services.delivery.values import Preference


def terms_unknown() -> Refused:
    return Refused(
        "terms_unknown",
        zh="尚未收到该申请的材料信息，请稍后再试",
        en="the materials of this case have not been heard of yet: try again shortly",
    )


def not_dispatched() -> Refused:
    return Refused(
        "not_dispatched",
        zh="尚未收到该钥匙随此包裹发出的信息，请稍后再试",
        en="it has not been heard yet that this key was sent in this parcel: try again shortly",
    )


def another_key_under_way() -> Refused:
    return Refused(
        "another_key_under_way",
        zh="该申请已有另一把钥匙在途或已送达",
        en="another key of this case is under way or was delivered",
    )


def not_at_issuing_body() -> Refused:
    return Refused(
        "not_at_issuing_body", zh="钥匙尚未在发证机构扫描入库", en="the key was not scanned in at the issuing body yet"
    )


def not_notified() -> Refused:
    return Refused("not_notified", zh="尚未通知企业领取", en="the enterprise was not notified to collect the key")


def preference_is(preference: Preference) -> Refused:
    match preference:
        case "collect":
            return Refused("preference_is_collect", zh="企业要求自取", en="the enterprise wants to collect the key")
        case "post":
            return Refused("preference_is_post", zh="企业要求邮寄", en="the enterprise wants the key posted")


def already_posted() -> Refused:
    return Refused("already_posted", zh="钥匙已寄出", en="the key was posted already")


def already_handed_over() -> Refused:
    return Refused("already_handed_over", zh="钥匙已交付", en="the key was handed over already")


def already_received() -> Refused:
    return Refused("already_received", zh="企业已确认收到钥匙", en="the enterprise has confirmed its receipt already")


def nothing_to_receive() -> Refused:
    return Refused("nothing_to_receive", zh="钥匙尚未交付或寄出", en="the key was neither handed over nor posted yet")


def authorisation_letter_missing() -> Refused:
    return Refused(
        "authorisation_letter_missing",
        zh="领取人不是授权用户，须出示授权委托书",
        en="the collector is not the authorised user and needs an authorisation letter",
    )


def originals_unchecked(slots: Sequence[str]) -> Refused:
    named = ", ".join(slots)
    return Refused(
        "originals_unchecked",
        zh=f"以下材料原件尚未核对：{named}",
        en=f"these originals were not checked: {named}",
    )


def old_key_missing() -> Refused:
    return Refused("old_key_missing", zh="须交回旧钥匙", en="the old key must be returned before the new one is handed over")


def missing(state: Missing) -> Refused:
    """The earlier fact is shown (`docs/states.md §7`, 11)."""
    return Refused(
        "key_missing",
        zh=f"该钥匙已于 {state.since.isoformat()} 报告未送达，请先登记找到",
        en=f"this key was reported missing at {state.since.isoformat()}: report it found first",
    )


def not_missing() -> Refused:
    return Refused("not_missing", zh="该钥匙未报告丢失", en="this key was not reported lost")


def missing_with_parcel() -> Refused:
    return Refused(
        "missing_with_parcel", zh="该钥匙随包裹报告丢失，请按包裹办理", en="this key is missed with its parcel: act on the parcel"
    )


def loss_confirmed() -> Refused:
    return Refused(
        "loss_confirmed",
        zh="服务商已确认丢失，找到的钥匙须销毁",
        en="the provider confirmed the loss: a key that turns up now must be destroyed",
    )


def not_posted() -> Refused:
    return Refused("not_posted", zh="该钥匙未处于邮寄途中", en="this key is not on its way by post")


def unclaimed() -> Refused:
    return Refused("unclaimed", zh="该钥匙逾期未领取，申请已结束", en="nobody collected this key in time: the case has ended")


def no_damaged_key() -> Refused:
    return Refused("no_damaged_key", zh="该申请不是损坏补办", en="this application replaces no damaged key")
