"""What opens again when items failed (`docs/domain.md §6`)?"""

from services.application.values.codes import DOCUMENTS, SECTIONS, SLOTS, Section, Slot

_IDENTITY: tuple[Slot, ...] = ("id_card_front", "id_card_back", "authorisation_letter")


def reopened_sections(failed: tuple[str, ...]) -> tuple[Section, ...]:
    """The form sections to correct: those that failed; a waiver stands on `situation` and `licence_kinds`."""
    waiver_failed = any(item.startswith("waiver:") for item in failed)
    grounds: tuple[Section, ...] = ("situation", "licence_kinds") if waiver_failed else ()
    return tuple(section for section in SECTIONS if f"form:{section}" in failed or section in grounds)


def reopened_slots(failed: tuple[str, ...], sections: tuple[Section, ...]) -> tuple[Slot, ...]:
    """The slots to upload anew: those that failed, both prints after a new revision, identity after another authorised user."""
    dependent = (*(DOCUMENTS if sections else ()), *(_IDENTITY if "authorised_user" in sections else ()))
    return tuple(slot for slot in SLOTS if f"slot:{slot}" in failed or slot in dependent)
