"""Who can do what in an example? Every verb, and the function that does it over HTTP."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

from ekey.demo.format import Act
from ekey.demo.players import counter, desk, filling, key, losing, provider, registering, scanning
from ekey.demo.stage import Play, Told

Does: TypeAlias = Callable[[Play, Act], Awaitable[Told]]

_DESK: Final[Mapping[str, Does]] = {
    "claim": desk.claim,
    "look": desk.look,
    "check": desk.check,
    "pass": desk.pass_task,
    "fail": desk.fail_task,
    "propose_refusal": desk.propose_refusal,
    "confirm_refusal": desk.confirm_refusal,
}
DOES: Final[Mapping[str, Mapping[str, Does]]] = {
    "applicant": {
        "register": registering.register,
        "correct_address": registering.correct_address,
        "resend_activation": registering.resend_activation,
        "activate": registering.activate,
        "sign_in": registering.sign_in,
        "open_draft": filling.open_draft,
        "fill_in": filling.fill_in,
        "get_login_name": filling.get_login_name,
        "enter_login_name": filling.enter_login_name,
        "check_answers": filling.check_answers,
        "confirm_submission": filling.confirm_submission,
        "reopen_form": filling.reopen_form,
        "withdraw": filling.withdraw,
        "download": scanning.download,
        "upload": scanning.upload,
        "confirm_upload": scanning.confirm_upload,
        "read_remarks": scanning.read_remarks,
        "read_refusal": scanning.read_refusal,
        "change_preference": key.change_preference,
        "confirm_receipt": key.confirm_receipt,
        "read_pin": key.read_pin,
        "bind": key.bind,
        "declare_loss": losing.declare_own_loss,
        "find": losing.find_own,
        "wait": key.wait,
    },
    "verifier": _DESK,
    "reviewer": _DESK,
    "supervisor": {
        "read_refusal": desk.read_refusal,
        "confirm_refusal": desk.confirm_refusal,
        "decline_refusal": desk.decline_refusal,
    },
    "producer": {
        "produce": provider.produce,
        "spoil": provider.spoil,
        "propose_destruction": provider.propose_destruction,
        "confirm_destruction": provider.confirm_destruction,
        "confirm_loss": losing.confirm_loss,
    },
    "dispatcher": {
        "pack": provider.pack,
        "dispatch": provider.dispatch,
        "declare_loss": losing.declare_loss,
        "find": losing.find,
        "confirm_loss": losing.confirm_loss,
    },
    "receiver": {
        "scan_in": counter.scan_in,
        "close_short": losing.close_short,
        "report_damaged": losing.report_damaged,
        "declare_loss": losing.declare_loss,
        "find": losing.find,
        "notify": counter.notify,
        "post": counter.post,
        "hand_over": counter.hand_over,
    },
}
