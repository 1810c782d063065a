"""With which key are sessions signed, and which former keys may still be met?"""

from collections.abc import Sequence
from datetime import datetime

from chassis.decider import Decider, Refused
from chassis.messages import value
from services.registration.commands.keyring import RotateSigningKey
from services.registration.events.keyring import SigningKeyRotated


@value
class RetiredKey:
    """Signs nothing new since `retired_at`."""

    number: int
    retired_at: datetime


@value
class Keyring:
    """The first key needs no fact: keys are derived from their numbers."""

    current: int = 1
    retired: tuple[RetiredKey, ...] = ()

    def numbers(self, *, since: datetime) -> Sequence[int]:
        """The present key and those that signed after `since`, newest first."""
        former = [key.number for key in reversed(self.retired) if key.retired_at >= since]
        return [self.current, *former]


def decide(command: RotateSigningKey, state: Keyring) -> Sequence[SigningKeyRotated]:
    """Raises Refused `key_skipped`: numbers have no gaps, so every key can be derived again."""
    if command.number <= state.current:
        return []
    if command.number > state.current + 1:
        raise Refused("key_skipped", zh="签名密钥编号不连续", en="signing keys are numbered without gaps")
    return [SigningKeyRotated(number=command.number, key_id=command.key_id, rotated_at=command.at)]


def evolve(state: Keyring, event: SigningKeyRotated) -> Keyring:
    retired = RetiredKey(number=state.current, retired_at=event.rotated_at)
    return Keyring(current=event.number, retired=(*state.retired, retired))


keyring: Decider[RotateSigningKey, Keyring, SigningKeyRotated] = Decider(decide=decide, evolve=evolve, initial=Keyring())
