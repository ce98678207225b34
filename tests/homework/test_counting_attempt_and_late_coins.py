"""The best attempt counts or the last; what comes too late earns its share of the coins."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from apps.courses.models import Group
from apps.gamification.models import CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services import coin_replay
from apps.homework.models import Assignment
from apps.notifications.models import Notification
from apps.settings.services import update_system_settings
from tests.homework import submission_helpers
from tests.homework.review_helpers import post_review
from tests.homework.submission_helpers import assign_reading, get_homework, scored_result, submit_and_score


def test_last_score_counts_when_the_assignment_counts_the_last(group, pupil, teacher, client_for):
    assignment = assign_reading(group, counting="last")
    for take, (score, coins) in enumerate([(60.0, 12), (90.0, 18), (50.0, 10)]):
        submit_and_score(assignment, pupil, scored_result(score), take=take)
        homework = get_homework(assignment, pupil)
        assert (homework.score, homework.best_attempt.number, get_coin_balance(pupil)) == (score, take + 1, coins)
    accepted = post_review(client_for(teacher), homework, decision="accept")
    assert (accepted.json["score"], get_coin_balance(pupil), sum_coin_ledger(pupil)) == (50, 10, 10)


def test_message_about_a_score_names_the_coins_that_came_for_it(group, pupil):
    assignment = assign_reading(group)
    for take, score in enumerate((84.5, 82.5)):
        submit_and_score(assignment, pupil, scored_result(score), take=take)
    told = Notification.objects.filter(user=pupil, type="homework.scored").order_by("pk")
    assert [(row.data["score"], row.data["coins"]) for row in told] == [(84.5, 17), (82.5, 0)]


def test_refused_or_hidden_last_attempt_keeps_the_previous_score(group, pupil):
    assignment = assign_reading(group, counting="last", attempts_allowed=5)
    submit_and_score(assignment, pupil, scored_result(70.0))
    submit_and_score(assignment, pupil, submission_helpers.refused_result("OFF_SCRIPT"), take=1)
    assert get_homework(assignment, pupil).score == 70
    submit_and_score(assignment, pupil, submission_helpers.uncertain_result(overall=90.0), take=2)
    homework = get_homework(assignment, pupil)
    assert (homework.score, homework.state) == (70, "needs_review")


def late_assignment(group: Group, **more) -> Assignment:
    """Half the coins after an hour from now."""
    deadline = timezone.now() + timedelta(hours=1)
    return assign_reading(group, deadline=deadline, late_policy="reduce", late_coins_percent=50, **more)


def test_late_attempt_earns_reduced_coins_but_keeps_coins_earned_in_time(group, pupil, second_pupil):
    assignment = late_assignment(group)
    submit_and_score(assignment, pupil, scored_result(80.0))
    assert get_coin_balance(pupil) == 16
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        submit_and_score(assignment, pupil, scored_result(90.0), take=1)
        submit_and_score(assignment, second_pupil, scored_result(90.0), take=2)
    homework = get_homework(assignment, pupil)
    assert (homework.score, homework.late, get_coin_balance(pupil)) == (90, True, 16)
    assert (get_coin_balance(second_pupil), sum_coin_ledger(second_pupil)) == (9, 9)


def test_score_by_the_teacher_for_a_late_attempt_earns_reduced_coins(group, pupil, teacher, client_for):
    assignment = late_assignment(group)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        attempt = submit_and_score(assignment, pupil, scored_result(90.0))
        answer = post_review(client_for(teacher), attempt.homework, decision="accept", score=100)
    assert (answer.json["score"], get_coin_balance(pupil)) == (100, 10)


def test_late_attempt_earns_full_coins_when_late_is_accepted(group, pupil):
    assignment = assign_reading(group, deadline=timezone.now() + timedelta(hours=1))
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        submit_and_score(assignment, pupil, scored_result(90.0))
    assert (get_homework(assignment, pupil).late, get_coin_balance(pupil)) == (True, 18)


def test_better_attempt_keeps_the_first_try_bonus(group, pupil):
    update_system_settings(actor=None, coins_for_first_try=5)
    assignment = assign_reading(group)
    worth = []
    for take, mark in enumerate((80.0, 90.0, 100.0)):
        submit_and_score(assignment, pupil, scored_result(mark), take=take)
        worth.append(get_coin_balance(pupil))
    assert (get_homework(assignment, pupil).score, worth) == (100, [21, 21, 21])
    second = assign_reading(group)
    for take, mark in ((10, 50.0), (11, 100.0)):
        submit_and_score(second, pupil, scored_result(mark), take=take)
    assert get_coin_balance(pupil) == 21 + 20
    assert coin_replay.find_differences() == []


def test_better_late_attempt_keeps_coins_earned_in_time(group, pupil):
    update_system_settings(actor=None, coins_for_on_time=3)
    open_assignment = assign_reading(group, deadline=timezone.now() + timedelta(hours=1))
    submit_and_score(open_assignment, pupil, scored_result(80.0))
    half = late_assignment(group)
    submit_and_score(half, pupil, scored_result(80.0), take=1)
    assert get_coin_balance(pupil) == 19 + 19
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        for take, assignment in enumerate((open_assignment, half), 2):
            submit_and_score(assignment, pupil, scored_result(90.0), take=take)
            assert get_homework(assignment, pupil).late
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil) == 19 + 19
    assert coin_replay.find_differences() == []


def test_worse_last_attempt_costs_coins_when_the_last_counts(group, pupil):
    update_system_settings(actor=None, coins_for_first_try=5)
    assignment = assign_reading(group, counting="last")
    for take, mark in enumerate((80.0, 60.0)):
        submit_and_score(assignment, pupil, scored_result(mark), take=take)
    assert (get_coin_balance(pupil), coin_replay.find_differences()) == (12, [])


def test_accepted_hidden_late_attempt_keeps_coins_earned_in_time(group, pupil, teacher, client_for):
    assignment = late_assignment(group, teacher_first=True)
    submit_and_score(assignment, pupil, scored_result(80.0))
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        attempt = submit_and_score(assignment, pupil, scored_result(90.0), take=1)
        accepted = post_review(client_for(teacher), attempt.homework, decision="accept")
    assert (accepted.json["score"], get_coin_balance(pupil), sum_coin_ledger(pupil)) == (90, 16, 16)
    assert coin_replay.find_differences() == []


def test_better_attempt_raises_score_and_coins_and_worse_one_changes_nothing(assignment, pupil):
    for take, (score, best, coins) in enumerate([(60.0, 60, 12), (90.0, 90, 18), (50.0, 90, 18)]):
        submit_and_score(assignment, pupil, scored_result(score), take=take)
        homework = get_homework(assignment, pupil)
        assert (homework.score, homework.state, get_coin_balance(pupil)) == (best, "scored", coins)
    assert homework.best_attempt.number == 2
    assert list(CoinTransaction.objects.order_by("revision").values_list("revision", "amount")) == [(1, 12), (2, 6)]


def test_hidden_score_does_not_count_even_if_it_is_better(assignment, pupil):
    submit_and_score(assignment, pupil, scored_result(60.0))
    submit_and_score(assignment, pupil, submission_helpers.uncertain_result(overall=95.0), take=1)
    homework = get_homework(assignment, pupil)
    assert (homework.state, homework.score, get_coin_balance(pupil)) == ("needs_review", 60, 12)


def test_refused_attempt_does_not_change_the_score(assignment, pupil):
    submit_and_score(assignment, pupil, scored_result(60.0))
    submit_and_score(assignment, pupil, submission_helpers.refused_result("NO_SPEECH"), take=1)
    homework = get_homework(assignment, pupil)
    assert (homework.state, homework.score, get_coin_balance(pupil)) == ("scored", 60, 12)


def test_homework_is_late_if_its_best_attempt_is_late(group, pupil):
    deadline = timezone.now() + timedelta(hours=1)
    assignment = assign_reading(group, deadline=deadline)
    submit_and_score(assignment, pupil, scored_result(60.0))
    with time_machine.travel(deadline + timedelta(minutes=5), tick=False):
        attempt = submission_helpers.submit_recording(assignment, pupil, take=1)
        assert (attempt.late, get_homework(assignment, pupil).late) == (True, False)
    submission_helpers.store_result(attempt, scored_result(90.0))
    assert get_homework(assignment, pupil).late
