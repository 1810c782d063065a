"""Which cases may one see? An enterprise its own, a desk its body's, the provider what passed verification, ministry and auditors all."""

from collections.abc import Sequence
from typing import TypeAlias
from uuid import UUID

from chassis import problem
from chassis.actor import Actor
from chassis.messages import value
from services.tracking.ports import Bodies
from services.tracking.projections.cases import CaseRow, as_the_provider_sees
from services.tracking.projections.status import status_of
from services.tracking.values.told import Told

OVERSEERS = frozenset({"ministry", "auditor", "operator"})


@value
class Own:
    """The cases of one enterprise."""

    account_id: UUID


@value
class OfBody:
    """The cases of an issuing body, with their trail; of the bodies below it, the status only (docs/domain.md §1)."""

    body: str
    below: tuple[str, ...]


@value
class Verified:
    """The provider's: cases that passed verification."""


@value
class All:
    """Every case."""


Scope: TypeAlias = Own | OfBody | Verified | All


def scope_of(actor: Actor, bodies: Bodies) -> Scope:
    """The caller's share. Raises Problem 401 or 403 for callers who have none."""
    if actor.kind == "enterprise" and actor.account_id is not None:
        return Own(account_id=actor.account_id)
    if actor.kind == "nobody":
        raise problem.unauthenticated()
    if actor.kind != "staff":
        raise problem.forbidden()
    if actor.roles & OVERSEERS:
        return All()
    body = bodies.find(actor.body)
    if body is not None and body.kind == "provider":
        return Verified()
    return OfBody(body=actor.body, below=tuple(bodies.below(actor.body)))


def share(scope: Scope, row: CaseRow, *, whole: bool = False) -> Sequence[Told]:
    """The facts of a case that this caller may see; none if the case does not exist for them. `whole`: its trail too."""
    status = status_of(row.facts)
    if status is None:
        return ()
    match scope:
        case Own(account_id=account_id):
            return row.facts if status.opened.account_id == account_id else ()
        case OfBody(body=body, below=below):
            return row.facts if status.body and status.body in ((body,) if whole else (body, *below)) else ()
        case Verified():
            return as_the_provider_sees(row.facts)
        case All():
            return row.facts


def asked(scope: Scope, *, state: str, body: str) -> Sequence[Sequence[str]]:
    """The tag sets whose rows together are the caller's cases, by state and body where asked for."""
    chosen = [f"body:{body}"] if body else []
    by_state = [f"state:{state}"] if state else []
    match scope:
        case Own(account_id=account_id):
            return [["case", f"account:{account_id}", *chosen, *by_state]]
        case OfBody(body=own, below=below):
            return [["case", f"body:{code}", *by_state] for code in (own, *below) if code and body in {"", code}]
        case Verified():
            return [["case", "provider", *chosen, *([f"provider-state:{state}"] if state else [])]]
        case All():
            return [["case", *chosen, *by_state]]
