"""Marks, homework and coins of the duplicate: the sums stay, and every coin is still explained by a fact."""

from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone

from apps.attendance.models import Attendance
from apps.attendance.services import MarkInput, mark_pupil
from apps.gamification.models import CoinTransaction, StudentCoin, StudyDay
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services import adjustments, coin_replay
from apps.homework.models import Homework
from tests.accounts.merges.merge_calls import count_kinds, merge, preview
from tests.attendance.register_requests import create_group_lesson
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score


@pytest.fixture
def both_came(group, other_group, pupil, duplicate, teacher, manager):
    """Marks at lessons of both, coins by hand, and one lesson at which both have a mark."""
    group.memberships.create(student=duplicate, joined_on=timezone.now().date())
    ago = timezone.now() - timedelta(minutes=5)
    shared, own = create_group_lesson(group, starts=ago), create_group_lesson(other_group, starts=ago)
    other_group.memberships.create(student=duplicate, joined_on=timezone.now().date())
    mark_pupil(actor=teacher, lesson=shared, mark_input=MarkInput(student=pupil.pk, status="late"))
    mark_pupil(actor=teacher, lesson=shared, mark_input=MarkInput(student=duplicate.pk, status="present"))
    mark_pupil(actor=manager, lesson=own, mark_input=MarkInput(student=duplicate.pk, status="present"))
    adjustments.adjust_coins(actor=manager, student=duplicate, amount=7, reason="helped")
    adjustments.adjust_coins(actor=manager, student=pupil, amount=3, reason="helped")
    return shared, own


def leave(group, student):
    group.memberships.filter(student=student).update(left_on=timezone.now().date(), status="left")


def test_the_kept_mark_counts_and_all_coins_come_over(office, group, pupil, duplicate, both_came):
    shared, own = both_came
    leave(group, duplicate)
    sums = [get_coin_balance(person) for person in (pupil, duplicate)]
    months = CoinTransaction.objects.values_list("created_at", flat=True)
    oldest = min(months)
    assert preview(office, pupil, duplicate).json["coins"] == {
        "keep": sums[0], "duplicate": sums[1], "after": sum(sums),
    }  # fmt: skip
    assert merge(office, pupil, duplicate).status == 200
    assert [get_coin_balance(person) for person in (pupil, duplicate)] == [sum(sums), 0]
    assert sum_coin_ledger(pupil) == sum(sums)
    assert coin_replay.find_differences() == []
    marks = {row.lesson_id: row.status.counts_as for row in Attendance.objects.filter(student=pupil)}
    assert len(marks) == 2
    assert Attendance.objects.get(student=duplicate).lesson == shared, "the other mark stays with the duplicate"
    given = CoinTransaction.objects.filter(student=pupil, cause=f"attendance:{own.pk}:{pupil.pk}")
    assert given.get().created_at >= oldest
    earned = StudentCoin.objects.get(pk=pupil.pk).earned
    assert earned == CoinTransaction.objects.filter(student=pupil, counts=True).aggregate(s=models.Sum("amount"))["s"]
    assert not StudyDay.objects.filter(student=duplicate, cause__contains=str(own.pk)).exists()


def test_homework_goes_where_it_was_begun(office, group, pupil, duplicate, teacher):
    group.memberships.create(student=duplicate, joined_on=timezone.now().date())
    tasks = [assign_reading(group) for _ in range(3)]
    submit_and_score(tasks[0], duplicate, scored_result(90.0))
    submit_and_score(tasks[1], pupil, scored_result(80.0), take=1)
    for take, person in enumerate((pupil, duplicate), 2):
        submit_and_score(tasks[2], person, scored_result(70.0), take=take)
    leave(group, duplicate)
    total = get_coin_balance(pupil) + get_coin_balance(duplicate)
    assert count_kinds(preview(office, pupil, duplicate)).get("files")
    assert merge(office, pupil, duplicate).status == 200
    kept = Homework.objects.filter(student=pupil)
    assert {row.assignment_id for row in kept} >= {task.pk for task in tasks}
    assert kept.get(assignment=tasks[0]).attempts.count() == 1
    assert [row.assignment_id for row in Homework.objects.filter(student=duplicate)] == [tasks[2].pk]
    assert get_coin_balance(pupil) == total
    assert coin_replay.find_differences() == []
