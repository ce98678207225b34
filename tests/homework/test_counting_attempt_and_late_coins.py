"""The best attempt counts or the last; what comes too late earns its share of the coins."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from apps.courses.models import Group
from apps.gamification.queries import get_coin_balance, sum_coin_ledger
from apps.gamification.services import coin_replay
from apps.homework.models import Assignment
from apps.settings.services import update_system_settings
from tests.homework import review_helpers, submission_helpers


def test_last_score_counts_when_the_assignment_counts_the_last(group, pupil, teacher, client_for):
    assignment = submission_helpers.assign_reading(group, counting="last")
    for take, (score, coins) in enumerate([(60.0, 12), (90.0, 18), (50.0, 10)]):
        submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(score), take=take)
        homework = submission_helpers.get_homework(assignment, pupil)
        assert (homework.score, homework.best_attempt.number, get_coin_balance(pupil)) == (score, take + 1, coins)
    accepted = review_helpers.post_review(client_for(teacher), homework, decision="accept")
    assert (accepted.json["score"], get_coin_balance(pupil), sum_coin_ledger(pupil)) == (50, 10, 10)


def test_refused_or_hidden_last_attempt_keeps_the_previous_score(group, pupil):
    assignment = submission_helpers.assign_reading(group, counting="last", attempts_allowed=5)
    submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(70.0))
    submission_helpers.submit_and_score(assignment, pupil, submission_helpers.refused_result("OFF_SCRIPT"), take=1)
    assert submission_helpers.get_homework(assignment, pupil).score == 70
    submission_helpers.submit_and_score(
        assignment,
        pupil,
        submission_helpers.recorded_result(verdict="LOW_CONFIDENCE", confidence="low", overall=90.0),
        take=2,
    )
    homework = submission_helpers.get_homework(assignment, pupil)
    assert (homework.score, homework.state) == (70, "needs_review")


def late_assignment(group: Group, **more) -> Assignment:
    """Half the coins after an hour from now."""
    deadline = timezone.now() + timedelta(hours=1)
    return submission_helpers.assign_reading(
        group, deadline=deadline, late_policy="reduce", late_coins_percent=50, **more
    )


def test_late_attempt_earns_reduced_coins_but_keeps_coins_earned_in_time(group, pupil, second_pupil):
    assignment = late_assignment(group)
    submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(80.0))
    assert get_coin_balance(pupil) == 16
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(90.0), take=1)
        submission_helpers.submit_and_score(assignment, second_pupil, submission_helpers.scored_result(90.0), take=2)
    homework = submission_helpers.get_homework(assignment, pupil)
    assert (homework.score, homework.late, get_coin_balance(pupil)) == (90, True, 16)
    assert (get_coin_balance(second_pupil), sum_coin_ledger(second_pupil)) == (9, 9)


def test_score_by_the_teacher_for_a_late_attempt_earns_reduced_coins(group, pupil, teacher, client_for):
    assignment = late_assignment(group)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        attempt = submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(90.0))
        client = client_for(teacher)
        answer = review_helpers.post_review(client, attempt.homework, decision="accept", score=100)
    assert (answer.json["score"], get_coin_balance(pupil)) == (100, 10)


def test_late_attempt_earns_full_coins_when_late_is_accepted(group, pupil):
    assignment = submission_helpers.assign_reading(group, deadline=timezone.now() + timedelta(hours=1))
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(90.0))
    assert (submission_helpers.get_homework(assignment, pupil).late, get_coin_balance(pupil)) == (True, 18)


def test_better_attempt_keeps_the_first_try_bonus(group, pupil):
    update_system_settings(actor=None, coins_for_first_try=5)
    assignment = submission_helpers.assign_reading(group)
    worth = []
    for take, mark in enumerate((80.0, 90.0, 100.0)):
        submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(mark), take=take)
        worth.append(get_coin_balance(pupil))
    assert (submission_helpers.get_homework(assignment, pupil).score, worth) == (100, [21, 21, 21])
    second = submission_helpers.assign_reading(group)
    for take, mark in ((10, 50.0), (11, 100.0)):
        submission_helpers.submit_and_score(second, pupil, submission_helpers.scored_result(mark), take=take)
    assert get_coin_balance(pupil) == 21 + 20
    assert coin_replay.find_differences() == []


def test_better_late_attempt_keeps_coins_earned_in_time(group, pupil):
    update_system_settings(actor=None, coins_for_on_time=3)
    open_assignment = submission_helpers.assign_reading(group, deadline=timezone.now() + timedelta(hours=1))
    submission_helpers.submit_and_score(open_assignment, pupil, submission_helpers.scored_result(80.0))
    half = late_assignment(group)
    submission_helpers.submit_and_score(half, pupil, submission_helpers.scored_result(80.0), take=1)
    assert get_coin_balance(pupil) == 19 + 19
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        for take, assignment in enumerate((open_assignment, half), 2):
            submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(90.0), take=take)
            assert submission_helpers.get_homework(assignment, pupil).late
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil) == 19 + 19
    assert coin_replay.find_differences() == []


def test_worse_last_attempt_costs_coins_when_the_last_counts(group, pupil):
    update_system_settings(actor=None, coins_for_first_try=5)
    assignment = submission_helpers.assign_reading(group, counting="last")
    for take, mark in enumerate((80.0, 60.0)):
        submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(mark), take=take)
    assert (get_coin_balance(pupil), coin_replay.find_differences()) == (12, [])


def test_accepted_hidden_late_attempt_keeps_coins_earned_in_time(group, pupil, teacher, client_for):
    assignment = late_assignment(group, teacher_first=True)
    submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(80.0))
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        attempt = submission_helpers.submit_and_score(assignment, pupil, submission_helpers.scored_result(90.0), take=1)
        accepted = review_helpers.post_review(client_for(teacher), attempt.homework, decision="accept")
    assert (accepted.json["score"], get_coin_balance(pupil), sum_coin_ledger(pupil)) == (90, 16, 16)
    assert coin_replay.find_differences() == []
