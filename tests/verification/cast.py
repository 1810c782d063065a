"""Who plays in the tests of verification? One case, its rounds, and the people at the desks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.verification.commands import (
    CaseCommand,
    CheckItems,
    ClaimTask,
    CloseCase,
    ConfirmRefusal,
    DeclineRefusal,
    FailTask,
    PassTask,
    ProposeRefusal,
    ReceiveMaterials,
    TakeCase,
    WithdrawTask,
)
from services.verification.decider import review
from services.verification.events import CaseEvent
from services.verification.values import Case, Finding, Item, Materials, Officer, RefusalText, Stage

monday = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
minute = timedelta(minutes=1)
lease = timedelta(minutes=30)

case_id = UUID("00000000-0000-4000-8000-0000000000c1")
account_id = UUID("00000000-0000-4000-8000-0000000000a1")
handler = UUID("00000000-0000-4000-8000-0000000000e1")
legal_representative = UUID("00000000-0000-4000-8000-0000000000e2")
number = "EK-0123456789AB"

case = Case(
    case_id=case_id,
    application_number=number,
    account_id=account_id,
    enterprise_name="East Sea Plastics",
    credit_code="91330200MA0EXA090P",
    kind="first",
    issuing_body="NB",
    licence_kinds=("automatic_import",),
    login_name="esp01",
    policy_profile="2022",
    policy_version="2022-abc",
)


def item(name: str, content: str = "1") -> Item:
    return Item(item=name, fingerprint=content, reason="always", zh="必交", en="always", clause="source §1 step 4")


ITEMS = ("form:enterprise", "slot:business_licence", "slot:id_card_back", "slot:signature_confirmation_letter", "waiver:operator")

materials = Materials(
    case=case, round=1, revision=1, items=tuple(item(i) for i in ITEMS), enterprise_persons=(handler, legal_representative)
)


def resubmitted(before: Materials, *changed: str) -> Materials:
    """The next round: these items have new content."""
    items = tuple(item(i.item, i.fingerprint + "'") if i.item in changed else i for i in before.items)
    return replace(before, round=before.round + 1, items=items)


def person(number: int) -> UUID:
    return UUID(int=number, version=4)


def officer(number: int, body: str, *stages: Stage, account: int | None = None) -> Officer:
    return Officer(person_id=person(number), account_id=person(account or number + 1000), body=body, stages=frozenset(stages))


v1 = officer(1, "NB", "verification")
v2 = officer(2, "NB", "verification")
r1 = officer(11, "P", "review")
r2 = officer(12, "P", "review")
v1_at_the_provider = officer(1, "P", "review", account=77)
r1_at_the_issuing_body = officer(11, "NB", "verification", account=78)
stranger = officer(3, "ZJ", "verification")

s1 = officer(5, "NB")
s2 = officer(6, "NB")
s_at_the_provider = officer(15, "P")
s_elsewhere = officer(7, "ZJ")
transfer_id = UUID("00000000-0000-4000-8000-0000000000f1")
forged = RefusalText(remark="the seal of the operator form is forged", appeal="appeal to the ministry within 60 days")

illegible = Finding(item="slot:business_licence", reason_code="illegible", remark="the number cannot be read")
expired = Finding(item="slot:id_card_back", reason_code="expired", remark="valid until last year")
not_his = Finding(
    item="slot:signature_confirmation_letter", reason_code="signature_not_authorised_users", remark="another hand signed"
)

receive = ReceiveMaterials(case_id=case_id, materials=materials, at=monday)

withdraw = WithdrawTask(case_id=case_id, at=monday + 5 * minute)
close = CloseCase(case_id=case_id, at=monday + 6 * minute)


def received(what: Materials, at: datetime = monday) -> ReceiveMaterials:
    return ReceiveMaterials(case_id=case_id, materials=what, at=at)


def claims(who: Officer, fence: int, at: datetime = monday + minute) -> ClaimTask:
    return ClaimTask(case_id=case_id, officer=who, fence=fence, lease=lease, at=at)


def checks(who: Officer, fence: int, *items: str, at: datetime = monday + 2 * minute) -> CheckItems:
    return CheckItems(case_id=case_id, officer=who, fence=fence, items=items or ITEMS, at=at)


def passes(who: Officer, fence: int, at: datetime = monday + 3 * minute) -> PassTask:
    return PassTask(case_id=case_id, officer=who, fence=fence, review_body="P", at=at)


def fails(
    who: Officer, fence: int, *findings: Finding, at: datetime = monday + 3 * minute, route: Stage = "verification"
) -> FailTask:
    return FailTask(case_id=case_id, officer=who, fence=fence, findings=findings, route=route, at=at)


def proposes(who: Officer, fence: int, text: RefusalText | None = None, at: datetime = monday + 3 * minute) -> ProposeRefusal:
    return ProposeRefusal(case_id=case_id, officer=who, fence=fence, reason_code="forged_material", text=text or forged, at=at)


def confirms(who: Officer, proposal: int = 1, at: datetime = monday + 4 * minute) -> ConfirmRefusal:
    return ConfirmRefusal(case_id=case_id, supervisor=who, proposal=proposal, at=at)


def declines(who: Officer, proposal: int = 1, at: datetime = monday + 4 * minute) -> DeclineRefusal:
    return DeclineRefusal(case_id=case_id, supervisor=who, proposal=proposal, at=at)


def takes(former_body: str = "NB", body: str = "ZJ", at: datetime = monday + 5 * minute) -> TakeCase:
    return TakeCase(case_id=case_id, transfer_id=transfer_id, former_body=former_body, body=body, at=at)


def history(*commands: CaseCommand) -> list[CaseEvent]:
    """The facts that these wishes made, one after the other."""
    events: list[CaseEvent] = []
    for wish in commands:
        events.extend(review.decide(wish, review.fold(events)))
    return events


opened = history(receive)
claimed = history(receive, claims(v1, 1))
checked = history(receive, claims(v1, 1), checks(v1, 1))
verified = history(receive, claims(v1, 1), checks(v1, 1), passes(v1, 1))
failed = history(receive, claims(v1, 1), checks(v1, 1), fails(v1, 1, illegible, expired))
reviewing = history(receive, claims(v1, 1), checks(v1, 1), passes(v1, 1), claims(r1, 2), checks(r1, 2))
approved = history(receive, claims(v1, 1), checks(v1, 1), passes(v1, 1), claims(r1, 2), checks(r1, 2), passes(r1, 2))
review_failed = history(receive, claims(v1, 1), checks(v1, 1), passes(v1, 1), claims(r1, 2), checks(r1, 2), fails(r1, 2, not_his))
proposed = history(receive, claims(v1, 1), proposes(v1, 1))
refused = history(receive, claims(v1, 1), proposes(v1, 1), confirms(s1))
