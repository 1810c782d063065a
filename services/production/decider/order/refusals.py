"""Which refusals does an order know?"""

from chassis.decider import Refused


def no_order() -> Refused:
    return Refused("no_order", zh="该申请尚无制证任务", en="there is no order for this application")


def cancelled() -> Refused:
    return Refused("order_cancelled", zh="制证任务已取消", en="the order was cancelled")


def not_produced() -> Refused:
    return Refused("not_produced", zh="电子钥匙尚未制作", en="the key has not been produced yet")


def already_produced() -> Refused:
    return Refused("already_produced", zh="电子钥匙已经制作", en="the key was produced already")


def started_with_another_token() -> Refused:
    return Refused("another_token", zh="本次制作使用另一枚钥匙介质", en="this attempt uses another token")


def in_another_consignment() -> Refused:
    return Refused("in_another_consignment", zh="电子钥匙已装入另一批次", en="the key lies in another consignment")


def not_packed() -> Refused:
    return Refused("not_packed", zh="电子钥匙尚未装入批次", en="the key is in no consignment")


def already_packed() -> Refused:
    return Refused("already_packed", zh="电子钥匙已装入批次", en="the key is in a consignment already")


def not_dispatched() -> Refused:
    return Refused("not_dispatched", zh="电子钥匙尚未发出", en="the key has not been dispatched")


def another_certificate() -> Refused:
    return Refused("another_certificate", zh="证书与该申请不符", en="this is not the certificate of the application")


def not_received() -> Refused:
    return Refused("not_received", zh="请先确认收到电子钥匙", en="confirm the receipt of the key first")


def pin_already_shown() -> Refused:
    return Refused("pin_already_shown", zh="初始口令只显示一次，已经显示过", en="the initial PIN is shown once, and was")


def missing() -> Refused:
    return Refused("key_missing", zh="电子钥匙已报告未送达", en="the key was reported missing")


def not_missing() -> Refused:
    return Refused("not_missing", zh="电子钥匙未报告未送达", en="the key was not reported missing")


def unclaimed() -> Refused:
    return Refused("unclaimed", zh="电子钥匙逾期未领取，申请已结束", en="the key was not collected in time: the case has ended")
