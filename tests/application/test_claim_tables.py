"""What does every wish about an account, a name or a key come to in every state? `+` something happens, `.` nothing, `x` refused."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest

from chassis.aggregate import members
from chassis.decider import Decider, Refused
from services.application.commands.account import AccountCommand, CloseCase, NoteCase, RecogniseAccount, ReleaseAccount
from services.application.commands.keys import EndKey, KeyCommand, RecordKey
from services.application.commands.names import EndName, HoldName, IssueName, NameCommand, ReclaimName, ReleaseName
from services.application.commands.open_keys import ClaimKey, OpenKeyCommand, UnclaimKey
from services.application.decider import account as accounts
from services.application.decider import keys, names, open_keys
from services.application.events.account import AccountRecognised, AccountReleased, CaseNoted
from services.application.events.keys import KeyEnded, KeyRecorded
from services.application.events.names import NameEnded, NameHeld, NameIssued, NameReleased
from services.application.events.open_keys import KeyClaimed
from tests.application.cast import account_id, case_id, credit_code, monday, other_account, other_case, tuesday

third_case = UUID(int=3)
recognised = AccountRecognised(account_id=account_id, credit_code=credit_code, enterprise_name="Blue Heron", recognised_at=monday)
noted = CaseNoted(account_id=account_id, case_id=case_id, noted_at=monday)
released = AccountReleased(account_id=account_id, open_cases=(), released_at=tuesday)
held = NameHeld(name="willow", case_id=case_id, account_id=account_id, rule="adopted", held_at=monday)
kept = NameReleased(name="willow", case_id=case_id, account_id=account_id, to="enterprise", released_at=monday)
spent = NameReleased(name="willow", case_id=case_id, account_id=account_id, to="nobody", released_at=monday)
issued = NameIssued(name="willow", case_id=case_id, account_id=account_id, issued_at=tuesday)
retained = NameHeld(name="willow", case_id=other_case, account_id=account_id, rule="retained", held_at=tuesday)
ended = NameEnded(name="willow", account_id=account_id, to="enterprise", ended_at=tuesday)
recorded = KeyRecorded(key="5A01", case_id=case_id, recorded_at=monday)
gone = KeyEnded(key="5A01", case_id=case_id, how="revoked", ended_at=tuesday)
unowned = KeyEnded(key="5A01", case_id=None, how="revoked", ended_at=tuesday)

TABLES: Sequence[tuple[Decider[Any, Any, Any], object, object, Mapping[str, tuple[object, ...]], Mapping[object, str]]] = [
    (
        accounts.account,
        AccountCommand,
        accounts.State,
        {"unknown": (), "active": (recognised,), "with a case": (recognised, noted), "released": (recognised, released)},
        {
            RecogniseAccount(account_id=account_id, credit_code=credit_code, enterprise_name="Blue Heron", at=monday): "+ . . .",
            NoteCase(account_id=account_id, case_id=case_id, at=monday): "x + . x",
            CloseCase(account_id=account_id, case_id=case_id, at=monday): ". . + .",
            ReleaseAccount(account_id=account_id, at=monday): "+ + + .",
        },
    ),
    (
        names.name,
        NameCommand,
        names.State,
        {
            "free": (),
            "held": (held,),
            "kept": (held, kept),
            "spent": (held, spent),
            "issued": (held, issued),
            "held by its successor": (held, issued, retained),
            "ended": (held, issued, ended),
        },
        {
            HoldName(name="willow", case_id=case_id, account_id=account_id, rule="adopted", at=monday): "+ . + x x x +",
            HoldName(name="willow", case_id=third_case, account_id=other_account, rule="adopted", at=monday): "+ x x x x x x",
            HoldName(name="willow", case_id=other_case, account_id=account_id, rule="assigned", at=monday): "+ x x x x . x",
            HoldName(name="willow", case_id=other_case, account_id=account_id, rule="retained", at=monday): "+ x + x + . +",
            ReleaseName(name="willow", case_id=case_id, at=tuesday): ". + . . . . .",
            ReleaseName(name="willow", case_id=other_case, at=tuesday): ". . . . . + .",
            IssueName(name="willow", case_id=case_id, at=tuesday): "x + x x . x x",
            IssueName(name="willow", case_id=other_case, at=tuesday): "x x x x x + x",
            ReclaimName(name="willow", case_id=case_id, at=tuesday): ". . . . + . .",
            EndName(name="willow", case_id=case_id, at=tuesday): ". . . . + + .",
            EndName(name="willow", case_id=other_case, at=tuesday): ". . . . . . .",
        },
    ),
    (
        keys.key,
        KeyCommand,
        keys.State,
        {"unheard": (), "recorded": (recorded,), "gone": (recorded, gone), "gone before it was recorded": (unowned,)},
        {
            RecordKey(key="5A01", case_id=case_id, at=monday): "+ . . +",
            RecordKey(key="5A01", case_id=other_case, at=monday): "+ x . +",
            EndKey(key="5A01", how="expired", at=tuesday): "+ + . .",
        },
    ),
    (
        open_keys.open_key,
        OpenKeyCommand,
        open_keys.State,
        {"unclaimed": (), "claimed": (KeyClaimed(earlier_key="K-11", case_id=case_id, claimed_at=monday),)},
        {
            ClaimKey(earlier_key="K-11", case_id=case_id, at=monday): "+ .",
            ClaimKey(earlier_key="K-11", case_id=other_case, at=monday): "+ x",
            UnclaimKey(earlier_key="K-11", case_id=case_id, at=monday): ". +",
            UnclaimKey(earlier_key="K-11", case_id=other_case, at=monday): ". .",
        },
    ),
]
PAIRS = [
    pytest.param(decider, wish, history, sign, id=f"{type(wish).__name__} {number} when {name}")
    for decider, _, _, states, rows in TABLES
    for number, (wish, signs) in enumerate(rows.items())
    for (name, history), sign in zip(states.items(), signs.split(), strict=True)
]


def outcome(decider: Decider[Any, Any, Any], wish: object, history: Sequence[object]) -> str:
    try:
        return "+" if decider.decide(wish, decider.fold(history)) else "."
    except Refused:
        return "x"


@pytest.mark.parametrize(("decider", "commands", "states", "histories", "rows"), TABLES)
def test_each_table_has_every_wish_and_every_state(
    decider: Decider[Any, Any, Any], commands: object, states: object, histories: Mapping[str, Any], rows: Mapping[object, str]
) -> None:
    assert {type(wish) for wish in rows} == set(members(commands))
    assert {type(decider.fold(history)) for history in histories.values()} == set(members(states))


@pytest.mark.parametrize(("decider", "wish", "history", "sign"), PAIRS)
def test_each_pair_is_as_its_table_says(
    decider: Decider[Any, Any, Any], wish: object, history: Sequence[object], sign: str
) -> None:
    assert outcome(decider, wish, history) == sign
    if sign == "+":
        assert outcome(decider, wish, [*history, *decider.decide(wish, decider.fold(history))]) == "."
