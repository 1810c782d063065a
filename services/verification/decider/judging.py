"""What does it take to tick, to pass and to fail?"""

from collections.abc import Sequence
from uuid import UUID

from chassis.decider import Refused
from services.verification.commands import CheckItems, FailTask, PassTask
from services.verification.decider.claims import holds
from services.verification.decider.rounds import open_task
from services.verification.decider.states import OnDesk, Reviewing, Verifying, unchecked
from services.verification.events import (
    CaseEvent,
    ItemsChecked,
    ReviewFailed,
    ReviewPassed,
    VerificationFailed,
    VerificationPassed,
)
from services.verification.values import FailedItem, Finding, Materials, Remarks


def check(command: CheckItems, state: OnDesk) -> Sequence[CaseEvent]:
    """Tick items one by one; what is ticked stays ticked."""
    holds(command, state)
    known_items(command.items, state)
    fresh = tuple(item for item in unchecked(state) if item in command.items)
    if not fresh:
        return []
    checked = ItemsChecked(
        case_id=command.case_id,
        task_id=state.task.task_id,
        fence=command.fence,
        person_id=command.officer.person_id,
        items=fresh,
        checked_at=command.at,
    )
    return [checked]


def pass_verification(command: PassTask, state: Verifying) -> Sequence[CaseEvent]:
    """The issuing body is content: the provider's task opens."""
    all_checked(command, state)
    materials, case = state.materials, state.materials.case
    passed = VerificationPassed(
        case_id=command.case_id,
        application_number=case.application_number,
        account_id=case.account_id,
        task_id=state.task.task_id,
        round=materials.round,
        body=state.task.body,
        fence=command.fence,
        person_id=command.officer.person_id,
        policy_version=case.policy_version,
        passed_at=command.at,
    )
    return [passed, open_task(materials, "review", command.review_body, state.past.ticks, command.at)]


def pass_review(command: PassTask, state: Reviewing) -> Sequence[CaseEvent]:
    """The provider is content as well: approved."""
    all_checked(command, state)
    passed = ReviewPassed(
        case=state.materials.case,
        task_id=state.task.task_id,
        round=state.materials.round,
        body=state.task.body,
        fence=command.fence,
        person_id=command.officer.person_id,
        passed_at=command.at,
    )
    return [passed]


def fail_verification(command: FailTask, state: Verifying) -> Sequence[CaseEvent]:
    """Back to the applicant, with what has to be corrected and why."""
    founded(command, state)
    materials, case = state.materials, state.materials.case
    failed = VerificationFailed(
        case_id=command.case_id,
        application_number=case.application_number,
        account_id=case.account_id,
        task_id=state.task.task_id,
        round=materials.round,
        body=state.task.body,
        fence=command.fence,
        person_id=command.officer.person_id,
        policy_version=case.policy_version,
        failed=without_remarks(command.findings),
        subject_id=subject(materials),
        remarks=remarks_of(command.findings),
        failed_at=command.at,
    )
    return [failed]


def fail_review(command: FailTask, state: Reviewing) -> Sequence[CaseEvent]:
    """Back to the applicant, and from there to the desk of the policy's route."""
    founded(command, state)
    materials, case = state.materials, state.materials.case
    failed = ReviewFailed(
        case_id=command.case_id,
        application_number=case.application_number,
        account_id=case.account_id,
        task_id=state.task.task_id,
        round=materials.round,
        body=state.task.body,
        fence=command.fence,
        person_id=command.officer.person_id,
        policy_version=case.policy_version,
        route=command.route,
        failed=without_remarks(command.findings),
        subject_id=subject(materials),
        remarks=remarks_of(command.findings),
        failed_at=command.at,
    )
    return [failed]


def all_checked(command: PassTask, state: OnDesk) -> None:
    """Passing needs every item ticked, kept ticks included."""
    holds(command, state)
    missing = unchecked(state)
    if missing:
        names = ", ".join(missing)
        raise Refused("unchecked_items", zh=f"尚有未核对的项目：{names}", en=f"not every item is checked: {names}")


def founded(command: FailTask, state: OnDesk) -> None:
    """Failing needs at least one item with a reason, and a remark for each."""
    holds(command, state)
    known_items([f.item for f in command.findings], state)
    if not command.findings:
        raise Refused("no_findings", zh="请至少指出一项问题", en="name at least one item that has to be corrected")
    if not all(f.remark.strip() for f in command.findings):
        raise Refused("remark_missing", zh="每一项问题都须填写备注", en="each finding needs a remark")


def known_items(items: Sequence[str], state: OnDesk) -> None:
    """Only what lies on the desk can be judged."""
    known = {i.item for i in state.materials.items}
    if not known.issuperset(items):
        raise Refused("unknown_item", zh="该项目不在本次核对范围内", en="this item is not part of the task")


def without_remarks(findings: tuple[Finding, ...]) -> tuple[FailedItem, ...]:
    return tuple(FailedItem(item=f.item, reason_code=f.reason_code) for f in findings)


def remarks_of(findings: tuple[Finding, ...]) -> Remarks:
    return Remarks(texts=tuple(f.remark for f in findings))


def subject(materials: Materials) -> UUID:
    """Under whose key the remarks lie: the authorised user's, or the account's where no person is named."""
    return materials.enterprise_persons[0] if materials.enterprise_persons else materials.case.account_id
