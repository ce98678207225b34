"""The best visible attempt is the mark; coins follow it up and never down by a worse try."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from apps.accounts.models import User
from apps.courses.models import Group
from apps.gamification.models import CoinTransaction
from apps.gamification.queries import get_coin_balance
from apps.homework.models import Assignment
from tests.homework import steps


def test_a_better_attempt_raises_mark_and_coins_a_worse_one_leaves_them(assignment: Assignment, pupil: User) -> None:
    for take, (score, best, coins) in enumerate([(60.0, 60, 12), (90.0, 90, 18), (50.0, 90, 18)]):
        steps.done(assignment, pupil, steps.marked(score), take=take)
        homework = steps.homework_of(assignment, pupil)
        assert (homework.score, homework.state, get_coin_balance(pupil)) == (best, "scored", coins)
    assert homework.best_attempt.number == 2
    amounts = CoinTransaction.objects.order_by("revision").values_list("revision", "amount")
    assert list(amounts) == [(1, 12), (2, 6)]


def test_a_hidden_mark_does_not_count_however_good(assignment: Assignment, pupil: User) -> None:
    steps.done(assignment, pupil, steps.marked(60.0))
    steps.done(assignment, pupil, steps.heard(verdict="LOW_CONFIDENCE", confidence="low", overall=95.0), take=1)
    homework = steps.homework_of(assignment, pupil)
    assert (homework.state, homework.score, get_coin_balance(pupil)) == ("needs_review", 60, 12)


def test_a_refused_try_leaves_the_mark_standing(assignment: Assignment, pupil: User) -> None:
    steps.done(assignment, pupil, steps.marked(60.0))
    steps.done(assignment, pupil, steps.refused("NO_SPEECH"), take=1)
    homework = steps.homework_of(assignment, pupil)
    assert (homework.state, homework.score, get_coin_balance(pupil)) == ("scored", 60, 12)


def test_the_homework_is_as_late_as_its_best_attempt(group: Group, pupil: User) -> None:
    deadline = timezone.now() + timedelta(hours=1)
    assignment = steps.give(group, deadline=deadline)
    steps.done(assignment, pupil, steps.marked(60.0))
    with time_machine.travel(deadline + timedelta(minutes=5), tick=False):
        attempt = steps.hand_in(assignment, pupil, take=1)
        assert (attempt.late, steps.homework_of(assignment, pupil).late) == (True, False)
    steps.answer(attempt, steps.marked(90.0))
    assert steps.homework_of(assignment, pupil).late
