"""Do tokens, certificates and cases add up? (docs/states.md §3)"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from chassis.messages import value
from services.production.projections.certificates import CertificateRow
from services.production.projections.orders import OrderRow
from services.production.projections.tokens import TokenRow

Finding: TypeAlias = Literal[
    "token_without_certificate",
    "certificate_on_many_tokens",
    "certificate_without_token",
    "case_without_certificate",
    "case_with_many_certificates",
    "certificate_of_unproduced_case",
]


@value
class Discrepancy:
    """What does not add up, and where: a token's serial, a certificate's serial or an application number."""

    finding: Finding
    subject: str


def reconcile(
    tokens: Sequence[TokenRow], certificates: Sequence[CertificateRow], orders: Sequence[OrderRow]
) -> Sequence[Discrepancy]:
    """Nothing, if each personalised token has exactly one certificate and each case with a key exactly one unrevoked.

    An expired certificate counts as unrevoked: its end is recorded. Certificates from before this system have no token here.
    """
    own = [one for one in certificates if one.case_id]
    return [*by_token(tokens, own), *by_certificate(tokens, own), *by_case(own, orders)]


def by_token(tokens: Iterable[TokenRow], own: Iterable[CertificateRow]) -> Sequence[Discrepancy]:
    known = {one.serial for one in own}
    return [
        Discrepancy(finding="token_without_certificate", subject=token.serial)
        for token in tokens
        if written(token) and token.certificate_serial not in known
    ]


def by_certificate(tokens: Iterable[TokenRow], own: Iterable[CertificateRow]) -> Sequence[Discrepancy]:
    carried = Counter(token.certificate_serial for token in tokens if written(token))
    missing = [Discrepancy(finding="certificate_without_token", subject=one.serial) for one in own if not carried[one.serial]]
    doubled = [Discrepancy(finding="certificate_on_many_tokens", subject=s) for s, n in carried.items() if s and n > 1]
    return [*missing, *doubled]


def by_case(own: Sequence[CertificateRow], orders: Iterable[OrderRow]) -> Sequence[Discrepancy]:
    unrevoked = Counter(one.case_id for one in own if one.phase != "revoked")
    found: list[tuple[Finding | None, str]] = [(case_finding(order, unrevoked[order.case_id]), order.number) for order in orders]
    return [Discrepancy(finding=finding, subject=number) for finding, number in found if finding]


def case_finding(order: OrderRow, unrevoked: int) -> Finding | None:
    """Exactly one unrevoked certificate with a key, none without."""
    match order.state:
        case "open" | "started" | "cancelled":
            return "certificate_of_unproduced_case" if unrevoked else None
        case "produced" | "packed" | "dispatched" | "received":
            if unrevoked > 1:
                return "case_with_many_certificates"
            return None if unrevoked else "case_without_certificate"


def written(token: TokenRow) -> bool:
    """Whether a key was completed on it; a token spoiled before that carries nothing."""
    match token.state:
        case "blank" | "reserved":
            return False
        case "personalised" | "packed" | "in_transit" | "at_issuing_body" | "held":
            return True
        case "spoiled":
            return bool(token.certificate_serial)
