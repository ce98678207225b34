"""The mastery after all answers of a child."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.kids.mastery.replay import RECORD, GivenAnswer, trace_answers
from apps.kids.mastery.tracing import DEFAULTS, trace_answer

DAY = date(2026, 11, 20)
RESPONSES = st.lists(st.tuples(st.booleans(), st.sampled_from([0, 0, 1, 3])), min_size=1, max_size=30)


def make_answers(responses, **more):
    answers, day = [], DAY
    for is_right, pause in responses:
        day += timedelta(days=pause)
        answers.append(GivenAnswer(on=day, is_right=is_right, options=4, **more))
    return answers


@given(RESPONSES)
def test_it_is_the_tracing_of_one_answer_after_the_other(responses):
    answers, known = make_answers(responses), DEFAULTS.initial
    for answer in answers:
        chances = DEFAULTS.get_chances(4)
        known = trace_answer(known, answer.is_right, chances=chances, learn=DEFAULTS.learn).known
    trace = trace_answers(answers, age=5)
    assert trace.known == pytest.approx(known, abs=1e-12)
    assert trace.days == len({answer.on for answer in answers})
    assert trace.misses == sum(not is_right for is_right, _pause in responses[-RECORD:])
    assert trace.memory.last_on == answers[-1].on < trace.memory.due_on


@given(RESPONSES, st.floats(0.01, 1))
def test_an_answer_that_tells_in_part_moves_the_mastery_less(responses, weight):
    *before, last = make_answers(responses)
    start = trace_answers(before, age=5).known
    whole = trace_answers([*before, last], age=5).known
    part = trace_answers([*before, GivenAnswer(on=last.on, is_right=last.is_right, options=4, weight=weight)], age=5)
    assert part.known - start == pytest.approx(weight * (whole - start), abs=1e-9)


def test_without_answers_it_is_where_a_child_begins():
    trace = trace_answers([], age=5)
    assert (trace.known, trace.answers, trace.memory) == (DEFAULTS.initial, 0, None)
