"""Does tracking keep quiet?"""

from services.tracking.announcements import announce
from services.tracking.events import AccountFactHeard, CaseFactHeard
from tests.tracking.cast import ordinary_first
from tests.tracking.world import Tracking


def test_nothing_that_was_heard_is_said_again() -> None:
    heard = [fact.event for fact in Tracking(ordinary_first().told).facts]
    assert {type(event) for event in heard} == {CaseFactHeard, AccountFactHeard}
    assert [announce(event) for event in heard] == [None] * len(heard)
