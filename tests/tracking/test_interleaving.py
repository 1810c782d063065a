"""Does the order of hearing matter? It must not: five topics have no order among each other (docs/states.md §2)."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracking.cast import JOURNEYS, Journey, Message
from tests.tracking.world import Tracking

ENDS = {
    "ordinary_first": ("completed", 1, 1, True),
    "by_post": ("completed", 1, 1, True),
    "three_rounds": ("completed", 3, 1, True),
    "reissue_lost": ("completed", 1, 1, True),
    "withdrawn_while_claimed": ("withdrawn", 1, 0, False),
    "lost_on_the_way": ("completed", 1, 2, True),
    "corrected_form": ("reviewing", 2, 0, False),
    "over_spring_festival": ("completed", 1, 1, True),
    "replaced_after_a_loss": ("completed", 1, 3, True),
}
JOURNEY = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda j: j.__name__)


def interleaved(messages: Sequence[Message], producers: Sequence[str]) -> Sequence[Message]:
    """The messages in the order of `producers`, each producer's own in its order."""
    own = {name: iter([m for m in messages if m.envelope.producer == name]) for name in set(producers)}
    return [next(own[name]) for name in producers]


@JOURNEY
def test_a_journey_ends_as_it_must(journey: Callable[[], Journey]) -> None:
    status = Tracking(journey().told).status()
    assert status
    assert (status.state, status.standing.round, status.standing.attempt, status.bound) == ENDS[journey.__name__]


@JOURNEY
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_interleaving_of_the_topics_ends_in_the_same_answers(journey: Callable[[], Journey], data: st.DataObject) -> None:
    messages = journey().told
    producers = data.draw(st.permutations([m.envelope.producer for m in messages]))
    assert Tracking(interleaved(messages, producers)).answers() == Tracking(messages).answers()


@JOURNEY
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_order_at_all_with_every_message_twice_ends_in_the_same_answers(
    journey: Callable[[], Journey], data: st.DataObject
) -> None:
    messages = journey().told
    shuffled = data.draw(st.permutations([*messages, *messages]))
    assert Tracking(shuffled).answers() == Tracking(messages).answers()


@JOURNEY
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_is_known_half_way_depends_on_what_was_heard_only(journey: Callable[[], Journey], data: st.DataObject) -> None:
    messages = journey().told
    some = data.draw(st.lists(st.sampled_from(messages), unique_by=id))
    assert Tracking(some).answers() == Tracking(reversed(some)).answers()


@JOURNEY
@pytest.mark.parametrize("last", ["registration", "application", "verification", "production", "delivery"])
def test_a_topic_that_comes_long_after_all_others_changes_nothing_about_the_end(
    journey: Callable[[], Journey], last: str
) -> None:
    messages = journey().told
    late = sorted(messages, key=lambda m: m.envelope.producer == last)
    assert Tracking(late).answers() == Tracking(messages).answers()
