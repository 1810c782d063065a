"""Which materials may a member of staff see (`docs/domain.md §1`, `§6`)?"""

from chassis.actor import Actor
from services.application.decider.case.states import Filed, Known


def filed_for(actor: Actor, state: Known) -> Filed | None:
    """The round that this desk may read, or None: what was never confirmed is seen by nobody but the applicant.

    A verifier of the issuing body reads the last confirmed round; a reviewer the last one that passed verification.
    """
    dossier = state.dossier
    filed = dossier.filed
    if filed is not None and "verifier" in actor.roles and actor.body == filed.filled.issuing_body:
        return filed
    return dossier.verified if "reviewer" in actor.roles else None


def of_ones_own_body(actor: Actor, state: Known) -> bool:
    """Whether the case lies with the body of this member of staff, whatever their role."""
    filed = state.dossier.filed
    return filed is not None and actor.body == filed.filled.issuing_body
