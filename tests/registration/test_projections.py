"""Do the views of registration show what happened, and nothing personal?"""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from chassis.actor import NOBODY
from chassis.view import Fact, View
from services.registration.events import Event, MailFailed, MailSent
from services.registration.projections import Outgoing, StaffRow, Waiting, outgoing, staff_list, waiting
from tests.registration.cast import (
    BO,
    HERON,
    MONDAY,
    NOTICE,
    VERA,
    WEEK,
    activated,
    activation_mail_asked,
    address_given,
    appointed,
    case,
    corrected,
    entrusted,
    first_link,
    lapsed,
    notice_asked,
    rejected,
    resent,
    started,
)
from tests.registration.test_rules_of_limits import counted
from tests.registration.test_rules_of_release import address_freed, code_freed, released

R = TypeVar("R")
EVERYTHING: Sequence[Event] = (
    started,
    corrected,
    resent,
    activated,
    rejected,
    lapsed,
    address_given,
    entrusted,
    appointed,
    activation_mail_asked,
    notice_asked,
    released,
    code_freed,
    address_freed,
    counted,
)


def rows(view: View[Event, R], *events: Event) -> dict[str, R]:
    """The table after these events."""
    table: dict[str, R] = {}
    for position, event in enumerate(events, 1):
        fact: Fact[Event] = Fact(
            event=event,
            stream=UUID(int=1),
            version=position,
            position=position,
            at=MONDAY,
            actor=NOBODY,
            correlation=UUID(int=0),
            causation="",
        )
        for key in view.keys(event):
            row = view.project(table.pop(key, None), fact)
            if row is not None:
                table[key] = row
    return table


def test_a_registration_waits_until_it_ends() -> None:
    row = Waiting(account_id=HERON, lapses_at=MONDAY + WEEK)
    assert rows(waiting, started, corrected, resent) == {str(HERON): row}
    assert waiting.due is not None
    assert waiting.due(row) == MONDAY + WEEK
    for end in (activated, rejected, lapsed):
        assert rows(waiting, started, end) == {}


def test_a_mail_is_outgoing_until_it_ends() -> None:
    sent = MailSent(mail_id=NOTICE, purpose="correction_needed", case=case, message_id="<m>", sent_at=MONDAY)
    failed = MailFailed(mail_id=first_link.mail_id, purpose="activation", case=None, reason="address_refused", failed_at=MONDAY)
    link, notice = Outgoing(mail_id=first_link.mail_id, requested_at=MONDAY), Outgoing(mail_id=NOTICE, requested_at=MONDAY)
    asked = (activation_mail_asked, notice_asked)
    assert rows(outgoing, *asked) == {str(first_link.mail_id): link, str(NOTICE): notice}
    assert rows(outgoing, *asked, sent) == {str(first_link.mail_id): link}
    assert rows(outgoing, *asked, failed) == {str(NOTICE): notice}
    assert outgoing.due is not None
    assert outgoing.due(link) == MONDAY


def test_staff_are_listed_by_body() -> None:
    row = StaffRow(staff_id=VERA, person_id=BO, body="ZJ", roles=("verifier",), appointed_at=MONDAY)
    assert rows(staff_list, *EVERYTHING) == {str(VERA): row}
    assert staff_list.tags(row) == ["body:ZJ"]


def test_no_row_has_a_name_or_an_address() -> None:
    for view in (waiting, outgoing, staff_list):
        shown = str(rows(view, *EVERYTHING))
        assert "example" not in shown
        assert "Ada" not in shown
        assert "Vera" not in shown
