"""What opens again when items failed (`docs/domain.md §6`)?"""

from chassis.decider import Refused
from services.application.decider.case.states import Correction
from services.application.values.codes import DOCUMENTS, SECTION_TEXT, SECTIONS, SLOTS, Section, Slot

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


def check_open(section: Section, correction: Correction | None) -> None:
    """Raises Refused for a section that a desk did not fail."""
    if correction is not None and section not in correction.sections:
        text = SECTION_TEXT[section]
        raise Refused(
            "section_not_open", zh=f"此项无需更正，不能修改：{text.zh}", en=f"not to be corrected, so locked: {text.en}"
        )
