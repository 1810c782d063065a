"""How many keys may one enterprise have, and which cases may be open beside each other?"""

from collections.abc import Sequence
from dataclasses import replace

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.application.commands.slots import (
    AwaitKey,
    BeginCase,
    FreeKeySlot,
    FreeSlot,
    ReceiveKey,
    SlotCommand,
    TakeSlot,
    TurnSlotIntoKey,
)
from services.application.events.slots import (
    CaseBegun,
    KeyReceived,
    KeySlotFreed,
    SlotAwaitsKey,
    SlotBecameKey,
    SlotEvent,
    SlotFreed,
    SlotInherited,
    SlotTaken,
)
from services.application.values.codes import KeyEnd
from services.application.values.form import EarlierKey, EarlierKeyState


@value
class Slots:
    """The slots of one enterprise: `begun` cases, `taken` slots without a key yet, `inherited` ones with the key they come from, `keys`.

    `replaced` are the serials of keys, from before this system too, whose slot another key has now; `ended` are keys of this system
    that were revoked or expired.
    """

    begun: tuple[CaseBegun, ...] = ()
    taken: tuple[SlotTaken, ...] = ()
    inherited: tuple[SlotInherited, ...] = ()
    keys: tuple[SlotBecameKey, ...] = ()
    received: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    ended: tuple[tuple[SlotBecameKey, KeyEnd], ...] = ()

    def find(self, key: str, credit_code: str) -> EarlierKey | None:
        """A key of this system, by the serial of its certificate."""
        for own in self.keys:
            if own.key == key:
                return self._earlier(own, "active", credit_code)
        for own, how in self.ended:
            if own.key == key:
                return self._earlier(own, how, credit_code)
        return None

    def _earlier(self, own: SlotBecameKey, state: EarlierKeyState, credit_code: str) -> EarlierKey:
        return EarlierKey(
            key=own.key,
            credit_code=credit_code,
            login_name=own.login_name,
            state=state,
            received=own.key in self.received,
            issued_at=own.became_at,
            expires_at=own.expires_at,
        )

    def live(self, earlier: tuple[str, ...]) -> tuple[str, ...]:
        """The serials of all living keys; `earlier` are those that the register of earlier keys counts."""
        own = tuple(key.key for key in self.keys)
        known = {*own, *self.replaced, *(key.key for key, _ in self.ended)}
        return own + tuple(key for key in earlier if key not in known)

    def used(self, live: tuple[str, ...]) -> int:
        """How many slots are taken: by living keys, by cases, and by cases whose earlier key ended before theirs was made."""
        return len(live) + len(self.taken) + sum(slot.earlier_key not in live for slot in self.inherited)


def decide(command: SlotCommand, state: Slots) -> Sequence[SlotEvent]:
    """One rule per wish; the state is one book, so the table is short."""
    match command:
        case BeginCase():
            return begin(command, state)
        case TakeSlot():
            return take(command, state)
        case FreeSlot():
            return free(command, state)
        case TurnSlotIntoKey():
            return turn_into_key(command, state)
        case ReceiveKey():
            return receive(command, state)
        case AwaitKey():
            return await_key(command, state)
        case FreeKeySlot():
            return free_key(command, state)


def begin(command: BeginCase, state: Slots) -> Sequence[SlotEvent]:
    """`first` needs no living key and no other open `first`; `additional` needs a living key (`docs/domain.md §2`)."""
    if any(case.case_id == command.case_id for case in state.begun):
        return []
    live = state.live(command.live_keys)
    if command.kind == "first" and live:
        raise Refused(
            "has_key", zh="贵企业已有钥匙，请申请增加、补发或延期", en="your enterprise has a key already: apply for another kind"
        )
    if command.kind == "first" and any(case.kind == "first" for case in state.begun):
        raise Refused(
            "first_open", zh="贵企业已有一项未结束的首次申请", en="your enterprise has an open first application already"
        )
    if command.kind == "additional" and not live:
        raise Refused(
            "no_key_yet", zh="贵企业还没有钥匙，请提出首次申请", en="your enterprise has no key yet: apply for a first one"
        )
    return [CaseBegun(account_id=command.account_id, case_id=command.case_id, kind=command.kind, begun_at=command.at)]


def take(command: TakeSlot, state: Slots) -> Sequence[SlotEvent]:
    """A slot at the first Confirm Submission, or that of the key to be replaced; the one beyond the limit is refused `key_cap`."""
    if _has_slot(command.case_id, state):
        return []
    live = state.live(command.live_keys)
    used = state.used(live)
    if command.earlier_key:
        if used > command.limit:
            raise _cap(live, used, command.limit)
        return [
            SlotInherited(
                account_id=command.account_id,
                case_id=command.case_id,
                earlier_key=command.earlier_key,
                inherited_at=command.at,
            )
        ]
    if used >= command.limit:
        raise _cap(live, used, command.limit)
    taken = SlotTaken(account_id=command.account_id, case_id=command.case_id, live_keys=command.live_keys, taken_at=command.at)
    return [taken]


def _has_slot(case_id: object, state: Slots) -> bool:
    return any(slot.case_id == case_id for slot in (*state.taken, *state.inherited, *state.keys))


def _cap(live: tuple[str, ...], used: int, limit: int) -> Refused:
    names = ", ".join(live)
    return Refused(
        "key_cap",
        zh=f"每家企业最多 {limit} 把钥匙，已占用 {used} 个名额（现有钥匙：{names or '无'}）",
        en=f"{used} of {limit} keys are taken (living keys: {names or 'none'}; the rest by open applications)",
    )


def free(command: FreeSlot, state: Slots) -> Sequence[SlotEvent]:
    """Whatever the case has here, except a key, is free again."""
    has_any = any(entry.case_id == command.case_id for entry in (*state.begun, *state.taken, *state.inherited))
    return [SlotFreed(account_id=command.account_id, case_id=command.case_id, freed_at=command.at)] if has_any else []


def turn_into_key(command: TurnSlotIntoKey, state: Slots) -> Sequence[SlotEvent]:
    """The key stands where the case's slot was, or where the key it replaces stood."""
    if any(key.case_id == command.case_id and key.key == command.key for key in state.keys):
        return []
    replaced = next((slot.earlier_key for slot in state.inherited if slot.case_id == command.case_id), "")
    return [
        SlotBecameKey(
            account_id=command.account_id,
            case_id=command.case_id,
            key=command.key,
            login_name=command.login_name,
            replaced=replaced,
            expires_at=command.expires_at,
            became_at=command.at,
        )
    ]


def receive(command: ReceiveKey, state: Slots) -> Sequence[SlotEvent]:
    """The key of this case is in the enterprise's hands."""
    key = next((key for key in state.keys if key.case_id == command.case_id), None)
    if key is None:
        raise Refused("key_unknown", zh="没有这把钥匙", en="there is no such key")
    if key.key in state.received:
        return []
    return [KeyReceived(account_id=command.account_id, case_id=command.case_id, key=key.key, received_at=command.at)]


def await_key(command: AwaitKey, state: Slots) -> Sequence[SlotEvent]:
    """The slot stays with the case."""
    if not any(key.case_id == command.case_id and key.key == command.key for key in state.keys):
        return []
    return [SlotAwaitsKey(account_id=command.account_id, case_id=command.case_id, key=command.key, awaits_at=command.at)]


def free_key(command: FreeKeySlot, state: Slots) -> Sequence[SlotEvent]:
    """A key that ended counts no more; one that was replaced counted no more before."""
    if not any(key.key == command.key for key in state.keys):
        return []
    return [KeySlotFreed(account_id=command.account_id, key=command.key, how=command.how, freed_at=command.at)]


def evolve(state: Slots, event: SlotEvent) -> Slots:
    """The next state of the book."""
    match event:
        case CaseBegun():
            return replace(state, begun=(*state.begun, event))
        case SlotTaken():
            return replace(state, taken=(*state.taken, event))
        case SlotInherited():
            return replace(state, inherited=(*state.inherited, event))
        case SlotFreed():
            return _without(event.case_id, state)
        case SlotBecameKey():
            return _became(event, _without(event.case_id, state))
        case KeyReceived():
            return replace(state, received=(*state.received, event.key))
        case SlotAwaitsKey():
            return _awaiting(event, state)
        case KeySlotFreed():
            ended = tuple((key, event.how) for key in state.keys if key.key == event.key)
            return replace(state, keys=_others(event.key, state), ended=(*state.ended, *ended))


def _became(event: SlotBecameKey, rest: Slots) -> Slots:
    others = tuple(key for key in rest.keys if key.case_id != event.case_id and key.key != event.replaced)
    over: tuple[tuple[SlotBecameKey, KeyEnd], ...] = tuple((key, "revoked") for key in rest.keys if key.key == event.replaced)
    gone = (*rest.replaced, event.replaced) if event.replaced else rest.replaced
    return replace(rest, keys=(*others, event), replaced=gone, ended=(*rest.ended, *over))


def _awaiting(event: SlotAwaitsKey, state: Slots) -> Slots:
    slot = SlotTaken(account_id=event.account_id, case_id=event.case_id, live_keys=(), taken_at=event.awaits_at)
    return replace(state, keys=_others(event.key, state), taken=(*state.taken, slot))


def _others(key: str, state: Slots) -> tuple[SlotBecameKey, ...]:
    return tuple(other for other in state.keys if other.key != key)


def _without(case_id: object, state: Slots) -> Slots:
    return replace(
        state,
        begun=tuple(case for case in state.begun if case.case_id != case_id),
        taken=tuple(slot for slot in state.taken if slot.case_id != case_id),
        inherited=tuple(slot for slot in state.inherited if slot.case_id != case_id),
    )


slots: Decider[SlotCommand, Slots, SlotEvent] = Decider(decide=decide, evolve=evolve, initial=Slots())
