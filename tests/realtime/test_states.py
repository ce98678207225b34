"""Old state and events are the new state, on every stream, whatever people do in whatever order."""

import pytest

from realtime.kinds import KINDS
from realtime.rules import ANEW, HINTS, RULES
from tests.realtime import states
from tests.realtime.reducers import REDUCERS, anew, nothing

EXAMPLES = 5
ACTS = 24


def test_whatever_people_do_clients_that_only_hear_events_hold_the_truth(db: None) -> None:
    counts, types = states.run(examples=EXAMPLES, acts=ACTS, number=1)
    assert counts["followed"] > counts["anew"]
    assert {kind for kind, _event in types} == set(KINDS)


def test_control_who_misses_events_holds_something_else(db: None) -> None:
    acts = [(name, number) for number in range(3) for name in ("assign", "hand_in", "answer", "earn", "tell", "mark")]
    assert (states.play(acts).wrong == []) is True
    assert (states.play(acts, loses=True).wrong == []) is False


def test_the_page_has_a_rule_for_each_thing_that_a_client_does() -> None:
    assert {kind: set(rules) for kind, rules in RULES.items()} == {kind: set(all_) for kind, all_ in REDUCERS.items()}
    assert set(RULES) == set(KINDS)
    assert set(HINTS) <= set(KINDS)


@pytest.mark.parametrize("kind", sorted(RULES))
def test_who_starts_anew_without_a_look_is_told_so_without_a_condition(kind: str) -> None:
    for event, rule in RULES[kind].items():
        said = rule == ANEW or rule.startswith("Start anew:")
        assert said == (REDUCERS[kind][event] is anew), event
        assert rule.startswith("Changes nothing") == (REDUCERS[kind][event] is nothing), event
