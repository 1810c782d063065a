"""How does a standing become an answer? Statuses and trail lines, with the names of bodies, as models of the doors."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.messages import value
from services.tracking.api.answers import (
    AgentAnswer,
    CertificateAnswer,
    FailedAnswer,
    HolderAnswer,
    KeyAnswer,
    LineAnswer,
    ListedCase,
    MailAnswer,
    PickUpAnswer,
    PolicyAnswer,
    StatusAnswer,
    WayAnswer,
)
from services.tracking.api.clock_answers import ExpectedAnswer
from services.tracking.api.clocks import limit_answer
from services.tracking.api.shapes import Coded, Words
from services.tracking.ports import Bodies
from services.tracking.projections import words
from services.tracking.projections.certificates import Certificate
from services.tracking.projections.limits.counting import worst
from services.tracking.projections.marks import Status
from services.tracking.projections.status import CaseStatus, Holder
from services.tracking.projections.trail import Line
from services.tracking.values.application import MaterialsConfirmed
from services.tracking.values.limits import Limit, Severity
from services.tracking.values.text import Text
from services.tracking.values.told import Agent


def coded(status: Status) -> Coded:
    text = words.STATUSES[status]
    return Coded(code=status, zh=text.zh, en=text.en)


def holder_answer(holder: Holder, bodies: Bodies) -> HolderAnswer:
    """With the body's own name where it is known."""
    body = bodies.find(holder.body)
    named = Text(zh=body.zh, en=body.en) if body else words.HOLDERS[holder.who]
    return HolderAnswer(who=holder.who, body=holder.body, waybill=holder.waybill, zh=named.zh, en=named.en)


def listed(status: CaseStatus, bodies: Bodies, severity: Severity) -> ListedCase:
    return ListedCase(
        number=status.opened.number,
        state=status.state,
        status=coded(status.status),
        stage=status.stage,
        holder=holder_answer(status.holder, bodies),
        since=status.since,
        kind=status.opened.kind,
        enterprise_name=status.opened.enterprise_name,
        credit_code=status.opened.credit_code,
        body=status.body,
        round=status.standing.round,
        attempt=status.standing.attempt,
        bound=status.bound,
        severity=severity,
        opened_at=status.opened_at,
    )


@value
class Clocks:
    """What the clocks say of a case."""

    limits: Sequence[Limit]
    expected: ExpectedAnswer | None
    official_working_days: int
    calendar_days: int


def full(
    status: CaseStatus, bodies: Bodies, *, case_id: UUID, fee: str, certificates: Sequence[Certificate], clocks: Clocks
) -> StatusAnswer:
    return StatusAnswer(
        **dict(listed(status, bodies, worst(clocks.limits))),
        case_id=case_id,
        stage_name=Words.model_validate(words.STAGES[status.stage]),
        next=Words.model_validate(status.next),
        fee=fee,
        login_name=status.login_name,
        preference=status.preference,
        pick_up_point=PickUpAnswer.model_validate(status.confirmed.pick_up_point) if status.confirmed else None,
        withdrawal=status.withdrawal,
        failed=[FailedAnswer.model_validate(item) for item in status.failed],
        key=KeyAnswer.model_validate(status.key) if status.key else None,
        waybill=status.waybill,
        certificates=[CertificateAnswer.model_validate(c) for c in certificates],
        mails=[MailAnswer.model_validate(mail) for mail in status.mails],
        policy=policy_answer(status.confirmed, status.pinned_at),
        limits=[limit_answer(limit) for limit in clocks.limits],
        expect_result_by=clocks.expected,
        official_working_days=clocks.official_working_days,
        calendar_days=clocks.calendar_days,
        way=[WayAnswer(state=m.state, status=coded(m.status), since=m.since) for m in status.standing.way],
    )


def policy_answer(confirmed: MaterialsConfirmed | None, pinned_at: datetime | None) -> PolicyAnswer | None:
    if confirmed is None or pinned_at is None:
        return None
    return PolicyAnswer(profile=confirmed.policy_profile, version=confirmed.policy_version, pinned_at=pinned_at)


def line_answer(line: Line, *, to_officials: bool) -> LineAnswer:
    return LineAnswer(
        at=line.at,
        service=line.service,
        event=line.event,
        actor=agent_answer(line.agent, named=to_officials or line.agent.kind != "staff"),
        position=line.position,
        epoch=line.epoch,
        cause=line.cause,
        correlation=line.correlation,
        says=Words.model_validate(line.says),
    )


def agent_answer(agent: Agent, *, named: bool) -> AgentAnswer:
    return AgentAnswer(
        kind=agent.kind,
        body=agent.body,
        roles=list(agent.roles),
        service=agent.service,
        account_id=agent.account_id if named else None,
        person_id=agent.person_id if named else None,
    )
