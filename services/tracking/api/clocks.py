"""How do a case's clocks become an answer? Limits with clause and calendar version, and each of them day by day."""

from collections.abc import Sequence
from datetime import datetime

from services.tracking.api.clock_answers import DayAnswer, ExpectedAnswer, ExplanationAnswer, LimitAnswer
from services.tracking.api.shapes import Words
from services.tracking.projections.limits.counting import Rules, expected_by, limits
from services.tracking.projections.limits.explaining import explain
from services.tracking.projections.marks import State
from services.tracking.values.limits import Limit
from services.tracking.values.told import Told


def limit_answer(limit: Limit) -> LimitAnswer:
    return LimitAnswer(
        name=limit.id.name,
        kind=limit.term.kind,
        label=Words.model_validate(limit.term.label),
        round=limit.id.round,
        attempt=limit.id.attempt,
        working_days=limit.term.working_days,
        clause=limit.term.clause,
        started_at=limit.started_at,
        ended_at=limit.ended_at,
        due=limit.due,
        due_instant=limit.due_instant,
        provisional=limit.provisional,
        calendar=limit.calendar,
        state=limit.state,
        severity=limit.severity,
    )


def explanations(facts: Sequence[Told], rules: Rules, now: datetime) -> list[ExplanationAnswer]:
    """Every limit of the case, counted day by day."""
    return [explanation(limit, rules) for limit in limits(facts, rules, now)]


def explanation(limit: Limit, rules: Rules) -> ExplanationAnswer:
    days = [DayAnswer.model_validate(day) for day in explain(limit, rules.calendars)]
    return ExplanationAnswer(**dict(limit_answer(limit)), days=days)


def expected_answer(state: State, facts: Sequence[Told], rules: Rules) -> ExpectedAnswer | None:
    """While the first desk has it; its clause speaks of the time after submitting only."""
    policy = rules.policy(facts)
    if policy is None or state != "verifying":
        return None
    due, clause = expected_by(facts, rules, policy)
    return ExpectedAnswer(date=due.date, provisional=due.provisional, clause=clause)
