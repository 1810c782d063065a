"""Which rows of policy do the limits come from? Each with its kind and its name (docs/domain.md §5)."""

from collections.abc import Mapping

from chassis.policy import Policy
from services.tracking.values.limits import LimitKind, LimitName, Term
from services.tracking.values.text import Text

LOOK_AFTER = "progress.look_after"
ROWS: Mapping[LimitName, tuple[str, LimitKind, Text]] = {
    "verification": ("limit.verification", "limit", Text(zh="初审时限", en="verification")),
    "review_and_production": ("limit.review_and_production", "limit", Text(zh="复审和制作时限", en="review and production")),
    "review": ("target.review", "target", Text(zh="复审目标", en="review (target)")),
    "production": ("target.production", "target", Text(zh="制作目标", en="production (target)")),
    "courier": ("expected.courier", "expectation", Text(zh="快递预计", en="courier (expected)")),
    "notify_target": ("target.notify", "target", Text(zh="通知领取目标", en="notification (target)")),
    "notify_limit": ("limit.notify", "limit", Text(zh="通知领取时限", en="notification (limit)")),
    "receipt": ("posted.receipt_expected", "expectation", Text(zh="邮寄收讫预计", en="receipt by post (expected)")),
    "replacement": ("limit.replacement", "limit", Text(zh="遗失重制时限", en="replacement of a lost key")),
}


def terms(policy: Policy) -> Mapping[LimitName, Term]:
    """The limits as these rules have them; what is not ruled does not run."""
    ruled = set(policy.keys())
    return {name: term(policy, name) for name, (key, _, _) in ROWS.items() if key in ruled}


def term(policy: Policy, name: LimitName) -> Term:
    key, kind, label = ROWS[name]
    return Term(name=name, kind=kind, working_days=policy.number(key), clause=policy.row(key).clause, label=label)
