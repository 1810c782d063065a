"""Which numbers of the policy does registration go by?"""

from datetime import timedelta

from chassis.messages import value
from chassis.policy import Policy


@value
class Limits:
    """How long things of registration last, and how often they may be tried (docs/domain.md §5, assumed values)."""

    link_lifetime: timedelta
    resend_after: timedelta
    lapse: timedelta
    session: timedelta
    mails_per_day: int
    failures_per_address: int
    failures_per_caller: int
    window: timedelta


def limits(policy: Policy) -> Limits:
    """The limits of that day. Raises LookupError where a row is missing."""
    return Limits(
        link_lifetime=policy.duration("activation.link_lifetime"),
        resend_after=policy.duration("activation.resend_after"),
        lapse=policy.duration("registration.lapse"),
        session=policy.duration("session.lifetime"),
        mails_per_day=policy.number("activation.mails_per_day"),
        failures_per_address=policy.number("sign_in.failures_per_address"),
        failures_per_caller=policy.number("sign_in.failures_per_caller"),
        window=policy.duration("sign_in.window"),
    )
