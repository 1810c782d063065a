"""Which wish is granted to a key and to a parcel in which state? Every pair, as one table each.

`!` it happens, `.` it changes nothing, otherwise the code of the refusal.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from chassis.decider import Decider, Refused
from services.delivery.decider import consignment, key
from tests.delivery import cast

Histories = Mapping[str, Sequence[Any]]

ON_THE_WAY = (cast.announced, cast.expected)
AT_BODY = (*ON_THE_WAY, cast.scanned_in)
READY = (*AT_BODY, cast.notified)
POSTED = (cast.announced_by_post, cast.expected, cast.scanned_in, cast.posted)
KEY_STATES: Histories = {
    "Unknown": (),
    "Announced": (cast.announced,),
    "InTransit": ON_THE_WAY,
    "AtIssuingBody": AT_BODY,
    "ReadyToCollect": READY,
    "Posted": POSTED,
    "Missing": (*READY, cast.key_missing),
    "WrittenOff": (*READY, cast.key_missing, cast.loss_confirmed),
    "Unclaimed": (*READY, cast.unclaimed),
    "HandedOver": (*READY, cast.handed_over),
    "Received": (*READY, cast.handed_over, cast.received),
}
KEY_WISHES: Sequence[Any] = [
    cast.announce,
    cast.expect,
    cast.accept,
    cast.want_post,
    cast.notify,
    cast.post,
    cast.hand_over,
    cast.receive,
    cast.miss,
    cast.find,
    cast.give_up,
    cast.expire_key,
    cast.suspect_on_first_leg,
    cast.remind,
    cast.end_unclaimed,
    cast.declare_old_key_lost,
    cast.note_mail_failure,
    cast.settle_mail_failure,
]
SHORT = (cast.parcel_expected, cast.content_found, cast.closed_short)
PARCEL_STATES: Histories = {
    "Unheard": (),
    "Dispatched": (cast.parcel_expected,),
    "Received": (cast.parcel_expected, cast.content_found, cast.other_found, cast.parcel_received),
    "ReceivedShort": SHORT,
    "Lost": (cast.parcel_expected, cast.parcel_lost),
    "WrittenOff": (cast.parcel_expected, cast.parcel_lost, cast.parcel_written_off),
}
PARCEL_WISHES: Sequence[Any] = [
    cast.expect_parcel,
    cast.scan_in_other,
    cast.scan_in_stray,
    cast.close_short,
    cast.declare_lost,
    cast.report_damaged,
    cast.declare_found,
    cast.confirm_loss,
]

KEY_TABLE: Mapping[str, Mapping[str, str]] = {
    "AnnounceKey": {
        "Unknown": "!",
        "Announced": ".",
        "InTransit": ".",
        "AtIssuingBody": ".",
        "ReadyToCollect": ".",
        "Posted": ".",
        "Missing": ".",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "ExpectKey": {
        "Unknown": "!",
        "Announced": "!",
        "InTransit": ".",
        "AtIssuingBody": ".",
        "ReadyToCollect": ".",
        "Posted": ".",
        "Missing": ".",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "AcceptKey": {
        "Unknown": "not_dispatched",
        "Announced": "not_dispatched",
        "InTransit": "!",
        "AtIssuingBody": ".",
        "ReadyToCollect": ".",
        "Posted": ".",
        "Missing": "key_missing",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "ChoosePreference": {
        "Unknown": "terms_unknown",
        "Announced": "!",
        "InTransit": "!",
        "AtIssuingBody": "!",
        "ReadyToCollect": "!",
        "Posted": "already_posted",
        "Missing": "key_missing",
        "WrittenOff": "!",
        "Unclaimed": "unclaimed",
        "HandedOver": "already_handed_over",
        "Received": "already_handed_over",
    },
    "NotifyEnterprise": {
        "Unknown": "not_at_issuing_body",
        "Announced": "not_at_issuing_body",
        "InTransit": "not_at_issuing_body",
        "AtIssuingBody": "!",
        "ReadyToCollect": ".",
        "Posted": "already_posted",
        "Missing": "key_missing",
        "WrittenOff": "not_at_issuing_body",
        "Unclaimed": "unclaimed",
        "HandedOver": "already_handed_over",
        "Received": "already_received",
    },
    "PostKey": {
        "Unknown": "not_at_issuing_body",
        "Announced": "not_at_issuing_body",
        "InTransit": "not_at_issuing_body",
        "AtIssuingBody": "preference_is_collect",
        "ReadyToCollect": "preference_is_collect",
        "Posted": ".",
        "Missing": "key_missing",
        "WrittenOff": "not_at_issuing_body",
        "Unclaimed": "unclaimed",
        "HandedOver": "already_handed_over",
        "Received": "already_received",
    },
    "HandOverKey": {
        "Unknown": "not_at_issuing_body",
        "Announced": "not_at_issuing_body",
        "InTransit": "not_at_issuing_body",
        "AtIssuingBody": "not_notified",
        "ReadyToCollect": "!",
        "Posted": "already_posted",
        "Missing": "key_missing",
        "WrittenOff": "not_at_issuing_body",
        "Unclaimed": "unclaimed",
        "HandedOver": ".",
        "Received": "already_received",
    },
    "ConfirmReceipt": {
        "Unknown": "nothing_to_receive",
        "Announced": "nothing_to_receive",
        "InTransit": "nothing_to_receive",
        "AtIssuingBody": "nothing_to_receive",
        "ReadyToCollect": "nothing_to_receive",
        "Posted": "!",
        "Missing": "key_missing",
        "WrittenOff": "nothing_to_receive",
        "Unclaimed": "unclaimed",
        "HandedOver": "!",
        "Received": ".",
    },
    "MissKey": {
        "Unknown": "not_dispatched",
        "Announced": "not_dispatched",
        "InTransit": "!",
        "AtIssuingBody": "!",
        "ReadyToCollect": "!",
        "Posted": ".",
        "Missing": ".",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "FindKey": {
        "Unknown": ".",
        "Announced": ".",
        "InTransit": ".",
        "AtIssuingBody": ".",
        "ReadyToCollect": ".",
        "Posted": ".",
        "Missing": "!",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "ConfirmKeyLoss": {
        "Unknown": ".",
        "Announced": ".",
        "InTransit": ".",
        "AtIssuingBody": ".",
        "ReadyToCollect": ".",
        "Posted": ".",
        "Missing": "!",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "ExpireKey": {
        "Unknown": ".",
        "Announced": ".",
        "InTransit": "!",
        "AtIssuingBody": "!",
        "ReadyToCollect": "!",
        "Posted": "!",
        "Missing": "!",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "SuspectLoss": {
        "Unknown": ".",
        "Announced": ".",
        "InTransit": "!",
        "AtIssuingBody": ".",
        "ReadyToCollect": ".",
        "Posted": ".",
        "Missing": ".",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "RemindEnterprise": {
        "Unknown": ".",
        "Announced": ".",
        "InTransit": ".",
        "AtIssuingBody": ".",
        "ReadyToCollect": "!",
        "Posted": ".",
        "Missing": ".",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "EndUnclaimed": {
        "Unknown": ".",
        "Announced": ".",
        "InTransit": ".",
        "AtIssuingBody": ".",
        "ReadyToCollect": "!",
        "Posted": ".",
        "Missing": ".",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "DeclareOldKeyLost": {
        "Unknown": "not_at_issuing_body",
        "Announced": "not_at_issuing_body",
        "InTransit": "not_at_issuing_body",
        "AtIssuingBody": "no_damaged_key",
        "ReadyToCollect": "no_damaged_key",
        "Posted": "already_posted",
        "Missing": "key_missing",
        "WrittenOff": "not_at_issuing_body",
        "Unclaimed": "unclaimed",
        "HandedOver": "already_handed_over",
        "Received": "already_handed_over",
    },
    "NoteMailFailure": {
        "Unknown": ".",
        "Announced": ".",
        "InTransit": ".",
        "AtIssuingBody": ".",
        "ReadyToCollect": "!",
        "Posted": "!",
        "Missing": ".",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
    "SettleMailFailure": {
        "Unknown": ".",
        "Announced": ".",
        "InTransit": ".",
        "AtIssuingBody": ".",
        "ReadyToCollect": ".",
        "Posted": ".",
        "Missing": ".",
        "WrittenOff": ".",
        "Unclaimed": ".",
        "HandedOver": ".",
        "Received": ".",
    },
}
PARCEL_TABLE: Mapping[str, Mapping[str, str]] = {
    "ExpectConsignment": {
        "Unheard": "!",
        "Dispatched": ".",
        "Received": ".",
        "ReceivedShort": ".",
        "Lost": ".",
        "WrittenOff": ".",
    },
    "ScanIn:1": {
        "Unheard": "no_parcel",
        "Dispatched": "!",
        "Received": ".",
        "ReceivedShort": "closed_short",
        "Lost": "reported_lost",
        "WrittenOff": "!",
    },
    "ScanIn:2": {
        "Unheard": "no_parcel",
        "Dispatched": "!",
        "Received": "!",
        "ReceivedShort": "!",
        "Lost": "!",
        "WrittenOff": "!",
    },
    "CloseShort": {
        "Unheard": "no_parcel",
        "Dispatched": "nothing_scanned_in",
        "Received": "already_received",
        "ReceivedShort": ".",
        "Lost": "reported_lost",
        "WrittenOff": "written_off",
    },
    "DeclareLost": {
        "Unheard": "no_parcel",
        "Dispatched": "!",
        "Received": "already_received",
        "ReceivedShort": "!",
        "Lost": ".",
        "WrittenOff": ".",
    },
    "ReportDamaged": {
        "Unheard": "no_parcel",
        "Dispatched": "!",
        "Received": "!",
        "ReceivedShort": "!",
        "Lost": ".",
        "WrittenOff": ".",
    },
    "DeclareFound": {
        "Unheard": "no_parcel",
        "Dispatched": ".",
        "Received": ".",
        "ReceivedShort": "!",
        "Lost": "!",
        "WrittenOff": "written_off",
    },
    "ConfirmLoss": {
        "Unheard": "no_parcel",
        "Dispatched": "not_declared_lost",
        "Received": "not_declared_lost",
        "ReceivedShort": "not_declared_lost",
        "Lost": "!",
        "WrittenOff": ".",
    },
}


def outcome(decider: Decider[Any, Any, Any], history: Sequence[Any], wish: Any) -> str:
    """What the wish comes to; granted, it changes nothing when it is repeated at once, or is refused then."""
    try:
        events = decider.decide(wish, decider.fold(history))
    except Refused as refusal:
        return refusal.code
    if not events:
        return "."
    assert outcome(decider, [*history, *events], wish) != "!"
    return "!"


def table(decider: Decider[Any, Any, Any], states: Histories, wishes: Sequence[Any]) -> dict[str, dict[str, str]]:
    """Wish by wish, state by state."""
    for name, history in states.items():
        assert type(decider.fold(history)).__name__ == name
    return {
        type(wish).__name__ if all(type(w) is not type(wish) or w is wish for w in wishes) else f"{type(wish).__name__}:{n}": {
            name: outcome(decider, history, wish) for name, history in states.items()
        }
        for n, wish in enumerate(wishes)
    }


CASES = [(key, KEY_STATES, KEY_WISHES, KEY_TABLE), (consignment, PARCEL_STATES, PARCEL_WISHES, PARCEL_TABLE)]


@pytest.mark.parametrize(("decider", "states", "wishes", "expected"), CASES, ids=["key", "consignment"])
def test_every_wish_in_every_state(
    decider: Decider[Any, Any, Any], states: Histories, wishes: Sequence[Any], expected: Mapping[str, Mapping[str, str]]
) -> None:
    assert table(decider, states, wishes) == expected
