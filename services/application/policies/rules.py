"""Which numbers and needs does the policy of a day give an application?"""

from typing import Literal, TypeAlias

from chassis.messages import value
from chassis.policy import Policy
from services.application.values.codes import SLOTS, Slot

Need: TypeAlias = Literal["required", "unless_exempt", "no"]


@value
class SlotRule:
    """How a slot is asked for, by which clause."""

    slot: Slot
    need: Need
    clause: str


@value
class Rules:
    """The rules in force, as plain data that a fact can keep. An exemption without clause is off.

    `scan_size_below` in bytes, exclusive; `agreement_pages` is how many images the subscriber agreement may have, every other slot has one.
    """

    profile: str
    version: str
    slots: tuple[SlotRule, ...]
    electromechanical_only: str
    free_trade_zone: str
    foreign_invested: str
    key_limit: int
    scan_size_below: int
    agreement_pages: int = 10


def pages_allowed(rules: Rules, slot: Slot) -> int:
    """How many images the slot takes (`docs/domain.md §3`)."""
    return rules.agreement_pages if slot == "subscriber_agreement" else 1


def rules_of(policy: Policy) -> Rules:
    """Read the policy rows that an application needs. Raises LookupError where a row is missing or malformed."""
    return Rules(
        profile=policy.profile,
        version=policy.version,
        slots=tuple(_slot_rule(policy, slot) for slot in SLOTS),
        electromechanical_only=_exemption(policy, "electromechanical_only"),
        free_trade_zone=_exemption(policy, "free_trade_zone"),
        foreign_invested=_exemption(policy, "foreign_invested"),
        key_limit=policy.number("key.max_per_enterprise"),
        scan_size_below=policy.number("scan.size_below"),
        agreement_pages=policy.number("scan.max_images.subscriber_agreement"),
    )


def _slot_rule(policy: Policy, slot: Slot) -> SlotRule:
    row = policy.row(f"slot.{slot}")
    return SlotRule(slot=slot, need=_need(str(row.value)), clause=row.clause)


def _need(text: str) -> Need:
    match text:
        case "required" | "unless_exempt" | "no":
            return text
        case other:
            raise LookupError(f"{other!r} is no way to ask for a slot")


def _exemption(policy: Policy, name: str) -> str:
    row = policy.row(f"exemption.{name}")
    return row.clause if row.value is True else ""
