"""Which items do both desks check in this round?"""

import hashlib
from collections.abc import Iterator

from services.application.decider.case.requirements import flags_of, required_by
from services.application.decider.case.states import Dossier
from services.application.events.case import FormFilled, ScanUploaded
from services.application.policies.requirements import Requirement
from services.application.policies.rules import Rules
from services.application.values.codes import SECTION_TEXT, SECTIONS, Section
from services.application.values.form import Item, LoginName


def items_of(dossier: Dossier, filled: FormFilled, login: LoginName, rules: Rules) -> tuple[Item, ...]:
    """Every form section, every required slot, every waived one, in this order."""
    required = required_by(dossier, rules)
    return (
        *(_section(section, filled, login) for section in SECTIONS),
        *_slots(dossier, required),
        *(_waiver(r, filled) for r in required if r.standing == "waived"),
    )


def _section(section: Section, filled: FormFilled, login: LoginName) -> Item:
    fingerprints: dict[Section, str] = {
        "situation": filled.fingerprints.situation,
        "licence_kinds": filled.fingerprints.licence_kinds,
        "login_name": login.fingerprint,
        "enterprise": filled.fingerprints.enterprise,
        "authorised_user": filled.fingerprints.authorised_user,
    }
    text = SECTION_TEXT[section]
    return Item(item=f"form:{section}", fingerprint=fingerprints[section], zh=text.zh, en=text.en)


def _slots(dossier: Dossier, required: tuple[Requirement, ...]) -> Iterator[Item]:
    for requirement in required:
        pages = dossier.pages_of(requirement.slot)
        if requirement.required and pages:
            yield Item(
                item=f"slot:{requirement.slot}",
                fingerprint=_fingerprint(pages),
                reason=requirement.reason,
                zh=requirement.zh,
                en=requirement.en,
                clause=requirement.clause,
                flags=tuple(dict.fromkeys(flag for page in pages for flag in flags_of(dossier, page))),
            )


def _fingerprint(pages: tuple[ScanUploaded, ...]) -> str:
    if len(pages) == 1:
        return pages[0].fingerprint
    return hashlib.sha256("|".join(page.fingerprint for page in pages).encode()).hexdigest()[:32]


def _waiver(requirement: Requirement, filled: FormFilled) -> Item:
    grounds = filled.fingerprints
    evidence = grounds.authorised_user if requirement.slot == "id_card_back" else grounds.situation + grounds.licence_kinds
    return Item(
        item=f"waiver:{requirement.slot}",
        fingerprint=hashlib.sha256(f"{requirement.slot}|{requirement.reason}|{evidence}".encode()).hexdigest()[:32],
        reason=requirement.reason,
        zh=requirement.zh,
        en=requirement.en,
        clause=requirement.clause,
    )
