"""Old state and events are the new state, on every stream, whatever people do in whatever order."""

from datetime import UTC, datetime, timedelta

import pytest

from realtime.state_rules import HINTS, RULES, START_ANEW
from realtime.stream_kinds import STREAM_KINDS
from tests.realtime import states
from tests.realtime.acts import NAMES
from tests.realtime.reducers import REDUCERS, Anew, anew, applied, nothing

ACTS = 24


@pytest.mark.parametrize("examples", [4, pytest.param(12, marks=pytest.mark.slow)])
def test_clients_that_apply_events_have_the_state_of_the_server(db, examples):
    counts, types = states.run(examples=examples, acts=ACTS, number=1)
    assert counts["followed"] > counts["anew"]
    every_act = states.play([(name, number) for number in range(2) for name in NAMES])
    assert {kind for kind, _event in (*types, *every_act.types)} == set(STREAM_KINDS)


def test_client_that_misses_events_has_a_wrong_state(db):
    acts = [
        (name, number) for number in range(3) for name in ("assign", "submission", "answer", "earn", "tell", "mark")
    ]
    assert (states.play(acts).wrong == []) is True
    assert (states.play(acts, loses=True).wrong == []) is False


def test_every_reducer_has_a_documented_rule():
    assert {kind: set(rules) for kind, rules in RULES.items()} == {kind: set(all_) for kind, all_ in REDUCERS.items()}
    assert set(RULES) == set(STREAM_KINDS)
    assert set(HINTS) <= set(STREAM_KINDS)


@pytest.mark.parametrize("kind", sorted(RULES))
def test_documented_rules_match_the_reducers_that_resync_or_do_nothing(kind):
    for event, rule in RULES[kind].items():
        output = rule == START_ANEW or rule.startswith("Start anew:")
        assert output == (REDUCERS[kind][event] is anew), event
        assert rule.startswith("Changes nothing") == (REDUCERS[kind][event] is nothing), event


def test_first_mark_after_midnight_begins_another_day():
    midnight = datetime(2026, 9, 8, tzinfo=UTC)
    day = {"begins_at": (midnight - timedelta(days=1)).isoformat(), "ends_at": midnight.isoformat(), "attendance": []}
    mark = {"lesson": "a", "starts_at": (midnight + timedelta(hours=9)).isoformat(), "status": "late"}
    with pytest.raises(Anew):
        applied("child", {"today": day}, "attendance.changed", mark, now=midnight + timedelta(hours=10))
    before = applied("child", {"today": day}, "attendance.changed", mark, now=midnight - timedelta(seconds=1))
    assert before == {"today": day}
