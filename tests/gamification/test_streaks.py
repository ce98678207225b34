"""Days studied in a row: by the group's local days, over holidays and pauses, with coins for every so many."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from apps.accounts.models import User
from apps.attendance.models import Attendance
from apps.attendance.services import MarkInput, mark_pupil, registers
from apps.courses.models import Freeze, Holiday
from apps.gamification.models import CoinTransaction, StudyDay
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.queries.streaks import get_longest_streaks, iterate_streak_lengths
from apps.gamification.services.study_days import StudyRecord, record_study_days
from apps.settings.services import update_system_settings
from tests.attendance.register_requests import create_group_lesson
from tests.gamification.helpers import run
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score

MONDAY = date(2026, 9, 7)


def studied(student: User, *days: int) -> None:
    """On these days of September."""
    result = frozenset(date(2026, 9, day) for day in days)
    record_study_days([StudyRecord(student=student.pk, cause=f"homework:{student.pk}", days=result)])


@pytest.mark.parametrize(
    ("days", "frozen", "lengths"),
    [
        ([7, 8, 9], [], [1, 2, 3]),
        ([7, 9, 10], [], [1, 1, 2]),
        ([7, 10], [(8, 9)], [1, 2]),
        ([7, 11], [(8, 9)], [1, 1]),
        ([7, 8, 11], [(8, 10)], [1, 2, 3]),
        ([8, 7, 7], [], [1, 2]),
        ([], [(1, 30)], []),
    ],
    ids=["in a row", "a gap", "over a holiday", "longer than the holiday", "studied in it", "any order", "no days"],
)
def test_streak_lengths(days, frozen, lengths):
    spans = [(date(2026, 9, first), date(2026, 9, last)) for first, last in frozen]
    assert [length for _day, length in iterate_streak_lengths([date(2026, 9, day) for day in days], spans)] == lengths


def test_today_breaks_a_streak_only_when_it_is_over(group, pupil, client_for):
    studied(pupil, 1, 2, 4, 5, 6)
    with time_machine.travel(datetime(2026, 9, 7, 7, tzinfo=UTC), tick=False):
        answer = client_for(pupil).get("/gamification/streaks/me/").json
    assert (answer["current"], answer["longest"], answer["studied_today"]) == (3, 3, False)
    assert [day["state"] for day in answer["days"][-7:]] == [
        "studied", "studied", "missed", "studied", "studied", "studied", "missed",
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "current"), [(6, 3), (7, 3), (8, 0)], ids=["the day", "the day after", "too late"])
def test_streak_ends_a_day_after_the_last_study_day(group, pupil, client_for, day, current):
    studied(pupil, 4, 5, 6)
    with time_machine.travel(datetime(2026, 9, day, 7, tzinfo=UTC), tick=False):
        assert client_for(pupil).get("/gamification/streaks/me/").json["current"] == current


def test_holidays_and_freezes_do_not_break_a_streak(group, other_group, pupil, other_pupil):
    Holiday.objects.create(
        branch=group.branch, name={"en": "Day off"}, starts_on=date(2026, 9, 2), ends_on=date(2026, 9, 3)
    )
    Freeze.objects.create(
        membership=group.memberships.get(student=pupil), starts_on=date(2026, 9, 5), ends_on=date(2026, 9, 8)
    )
    for student in (pupil, other_pupil):
        studied(student, 1, 4, 9)
    assert get_longest_streaks([pupil.pk, other_pupil.pk]) == {pupil.pk: 3, other_pupil.pk: 2}


def test_study_days_are_local_to_the_group(group, pupil):
    late = datetime(2026, 9, 6, 20, tzinfo=UTC)  # 01:00 of Monday in Tashkent
    with time_machine.travel(late, tick=False):
        submit_and_score(assign_reading(group), pupil, scored_result(80.0))
    assert StudyDay.objects.get(student=pupil).day == MONDAY


def test_attendance_is_a_study_day_until_withdrawn(group, pupil, second_pupil):
    lesson = create_group_lesson(group)
    with time_machine.travel(lesson.starts_at + timedelta(minutes=5), tick=False):
        for student, status in ((pupil, "late"), (second_pupil, "absent")):
            mark_pupil(actor=None, lesson=lesson, mark_input=MarkInput(student=student.pk, status=status))
        assert list(StudyDay.objects.values_list("student", "day")) == [(pupil.pk, MONDAY)]
        registers.withdraw_mark(actor=None, mark=Attendance.objects.get(student=pupil))
    assert not StudyDay.objects.exists()


def test_streak_coins_are_given_and_taken_with_the_days(group, pupil):
    update_system_settings(actor=None, coins_for_streak=4, streak_days_for_coins=2)
    studied(pupil, 1, 2, 3, 4, 5)
    run("gamification.reckon")
    given = CoinTransaction.objects.filter(cause__startswith="streak:").order_by("cause")
    assert [(row.cause[-10:], row.amount) for row in given] == [("2026-09-02", 4), ("2026-09-04", 4)]
    run("gamification.reckon")
    assert given.count() == 2
    studied(pupil, 1, 2, 4, 5)
    run("gamification.reckon")
    standing = dict.fromkeys(given.values_list("cause", flat=True), 0)
    for row in given.all():
        standing[row.cause] += row.amount
    assert {cause[-10:]: amount for cause, amount in standing.items()} == {
        "2026-09-02": 4, "2026-09-04": 0, "2026-09-05": 4,
    }  # fmt: skip
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil)


def test_pupil_without_study_days_has_no_streak(stranger, client_for):
    answer = client_for(stranger).get("/gamification/streaks/me/").json
    assert (answer["current"], answer["longest"], len(answer["days"])) == (0, 0, 30)
