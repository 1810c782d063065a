"""Do tokens, certificates and cases add up? (docs/states.md §3)"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from chassis.messages import value
from services.production.projections.certificates import CertificateRow
from services.production.projections.orders import OrderRow
from services.production.projections.stock import StockRow
from services.production.projections.tokens import TokenRow

Finding: TypeAlias = Literal[
    "token_without_certificate",
    "certificate_on_many_tokens",
    "certificate_without_token",
    "case_without_certificate",
    "case_with_many_certificates",
    "certificate_of_unproduced_case",
    "token_uncounted",
]


@value
class Discrepancy:
    """What does not add up, and where: a token's serial, a certificate's serial, an application number, or a place of tokens."""

    finding: Finding
    subject: str


def reconcile(
    tokens: Sequence[TokenRow], certificates: Sequence[CertificateRow], orders: Sequence[OrderRow], stock: StockRow
) -> Sequence[Discrepancy]:
    """Nothing, if every token is in one place, each written one has exactly one certificate, and each case with a key exactly one live.

    Or its end is recorded: expired, or revoked after the enterprise had it. Certificates from before this system have no token here.
    """
    own = [one for one in certificates if one.case_id]
    return [*by_place(tokens, stock), *by_token(tokens, own), *by_certificate(tokens, own), *by_case(own, orders)]


def by_place(tokens: Sequence[TokenRow], stock: StockRow) -> Sequence[Discrepancy]:
    """Tokens taken = the sum of all places, place by place."""
    found = Counter(token.state for token in tokens)
    return [Discrepancy(finding="token_uncounted", subject=place) for place, n in stock.places().items() if n != found[place]]


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
    found: list[tuple[Finding | None, str]] = []
    for order in orders:
        made = [one for one in own if one.case_id == order.case_id]
        found.append((case_finding(order, made), order.number))
    return [Discrepancy(finding=finding, subject=number) for finding, number in found if finding]


def case_finding(order: OrderRow, made: Sequence[CertificateRow]) -> Finding | None:
    """Exactly one live certificate with a key, or its recorded end; none without."""
    live = [one.serial for one in made if one.phase in {"inactive", "active"}]
    match order.state:
        case "open" | "started" | "cancelled" | "unclaimed":
            return "certificate_of_unproduced_case" if live else None
        case "produced" | "packed" | "dispatched" | "missing" | "received":
            if [serial for serial in live if serial != order.certificate_serial]:
                return "case_with_many_certificates"
            return None if live or has_ended(order, made) else "case_without_certificate"


def has_ended(order: OrderRow, made: Sequence[CertificateRow]) -> bool:
    """Expired wherever its key is; revoked only once the enterprise had it: before that, the case goes on."""
    ends = {"expired", "revoked"} if order.state == "received" else {"expired"}
    return any(one.serial == order.certificate_serial and one.phase in ends for one in made)


def written(token: TokenRow) -> bool:
    """Whether a key was completed on it; a token given up before that carries nothing."""
    match token.state:
        case "blank" | "reserved":
            return False
        case "personalised" | "packed" | "in_transit" | "at_issuing_body" | "held" | "lost" | "quarantined":
            return True
        case "returned" | "spoiled" | "destroyed":
            return bool(token.certificate_serial)
