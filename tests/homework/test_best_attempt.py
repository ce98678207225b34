"""The best visible attempt is the mark; coins follow it up and never down by a worse try."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from apps.gamification.models import CoinTransaction
from apps.gamification.queries import get_coin_balance
from tests.homework import submission_helpers


def test_better_attempt_raises_score_and_coins_and_worse_one_changes_nothing(assignment, pupil):
    for take, (score, best, coins) in enumerate([(60.0, 60, 12), (90.0, 90, 18), (50.0, 90, 18)]):
        submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(score), take=take)
        homework = submission_helpers.get_homework(assignment, pupil)
        assert (homework.score, homework.state, get_coin_balance(pupil)) == (best, "scored", coins)
    assert homework.best_attempt.number == 2
    amounts = CoinTransaction.objects.order_by("revision").values_list("revision", "amount")
    assert list(amounts) == [(1, 12), (2, 6)]


def test_hidden_score_does_not_count_even_if_it_is_better(assignment, pupil):
    submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(60.0))
    submission_helpers.submit_and_score(
        assignment,
        pupil,
        submission_helpers.recorded_result(verdict="LOW_CONFIDENCE", confidence="low", overall=95.0),
        take=1,
    )
    homework = submission_helpers.get_homework(assignment, pupil)
    assert (homework.state, homework.score, get_coin_balance(pupil)) == ("needs_review", 60, 12)


def test_refused_attempt_does_not_change_the_score(assignment, pupil):
    submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(60.0))
    submission_helpers.submit_and_score(assignment, pupil, submission_helpers.refused_result("NO_SPEECH"), take=1)
    homework = submission_helpers.get_homework(assignment, pupil)
    assert (homework.state, homework.score, get_coin_balance(pupil)) == ("scored", 60, 12)


def test_homework_is_late_if_its_best_attempt_is_late(group, pupil):
    deadline = timezone.now() + timedelta(hours=1)
    assignment = submission_helpers.assign_reading(group, deadline=deadline)
    submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(60.0))
    with time_machine.travel(deadline + timedelta(minutes=5), tick=False):
        attempt = submission_helpers.submit_recording(assignment, pupil, take=1)
        assert (attempt.late, submission_helpers.get_homework(assignment, pupil).late) == (True, False)
    submission_helpers.store_result(attempt, submission_helpers.scored_result(90.0))
    assert submission_helpers.get_homework(assignment, pupil).late
