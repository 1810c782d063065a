"""What must lie in the slots of this case, which of it is missing, and what is to be said about each scan?"""

from chassis.messages import Erased
from services.application.decider.case.states import Dossier
from services.application.events.case import ScanUploaded
from services.application.policies.requirements import Requirement, requirements
from services.application.policies.rules import Rules
from services.application.values.codes import DOCUMENTS, Slot
from services.application.values.form import IdType


def required_by(dossier: Dossier, rules: Rules) -> tuple[Requirement, ...]:
    """The requirements of the answers as they are; none before there are answers. Pinned rules go before those given."""
    filled = dossier.filled
    if filled is None:
        return ()
    return requirements(filled.situation, filled.licence_kinds, dossier.opened.kind, id_type_of(dossier), dossier.pinned or rules)


def id_type_of(dossier: Dossier) -> IdType:
    """The kind of identity document; an erased person's counts as a resident ID."""
    if dossier.filled is None or isinstance(dossier.filled.authorised_user, Erased):
        return "resident_id"
    return dossier.filled.authorised_user.id_type


def missing_slots(dossier: Dossier, rules: Rules) -> tuple[Requirement, ...]:
    """Required slots without a scan, or whose scan a desk failed and nobody replaced."""
    return tuple(r for r in required_by(dossier, rules) if r.required and not _supplied(dossier, r.slot))


def _supplied(dossier: Dossier, slot: Slot) -> bool:
    pages = dossier.pages_of(slot)
    reopened = dossier.correction is not None and slot in dossier.correction.slots
    return bool(pages) and (not reopened or all(page.round > dossier.round for page in pages))


def next_page(dossier: Dossier, slot: str) -> int:
    """The page after those that were uploaded for the coming round: what was sent back is uploaded anew from its first page."""
    return 1 + sum(page.round > dossier.round for page in dossier.pages_of(slot))


def open_slots(dossier: Dossier, rules: Rules) -> tuple[Slot, ...]:
    """The slots that may be uploaded to now: all required ones, in a correction only the failed and the newly required."""
    required: tuple[Slot, ...] = tuple(r.slot for r in required_by(dossier, rules) if r.required)
    if dossier.correction is None:
        return required
    reopened = dossier.correction.slots
    return tuple(slot for slot in required if slot in reopened or dossier.scan_in(slot) is None or _fresh(dossier, slot))


def _fresh(dossier: Dossier, slot: Slot) -> bool:
    scan = dossier.scan_in(slot)
    return scan is not None and scan.round > dossier.round


def outdated_slots(dossier: Dossier, rules: Rules) -> tuple[Slot, ...]:
    """Required printed documents whose scan shows, or was made for, an older revision."""
    required = {r.slot for r in required_by(dossier, rules) if r.required}
    return tuple(scan.slot for scan in dossier.scans if scan.slot in required and "old_revision" in flags_of(dossier, scan))


def flags_of(dossier: Dossier, scan: ScanUploaded) -> tuple[str, ...]:
    """What is pointed out about a scan among the others as they lie now; nothing of it refuses an upload (`docs/domain.md §3`)."""
    others = [other for other in dossier.scans if (other.slot, other.page) != (scan.slot, scan.page)]
    flags = ("same_image",) if any(other.fingerprint == scan.fingerprint for other in others) else ()
    return flags + (_flags_of_print(dossier, scan) if scan.slot in DOCUMENTS else ())


def _flags_of_print(dossier: Dossier, scan: ScanUploaded) -> tuple[str, ...]:
    if not scan.shown:
        return ("qr_unreadable", "old_revision") if scan.revision < dossier.revision else ("qr_unreadable",)
    number = dossier.opened.application_number
    revisions = [s.revision for s in scan.shown if s.application_number == number and s.document == scan.slot]
    if not revisions:
        return ("other_document",)
    return () if dossier.revision in revisions else ("old_revision",)
