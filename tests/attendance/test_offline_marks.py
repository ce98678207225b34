"""Marks made without a network: the newest wins, what clashed comes back, each is answered by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.attendance.models import Attendance, AttendanceHistory
from apps.courses.models import Group
from apps.gamification.queries.ledger import get_coin_balance
from apps.lessons.models import Lesson
from apps.settings.models import SystemSettings
from tests.attendance import register_requests
from tests.attendance.register_requests import NOW, STARTS, create_group_lesson, load_history, load_marks, mark_row
from tests.factories import client_for

MINUTE = timedelta(minutes=1)


def offline(lesson: Lesson, student: User, status: str = "present", *, ago: timedelta = MINUTE, **more):
    """A mark made so long ago."""
    at = (NOW - ago).isoformat()
    return {"id": "1", "lesson": str(lesson.pk), **mark_row(student, status), "marked_at": at, **more}


def sync(user: User, *marks) -> dict:
    answer = client_for(user).post("/attendance/sync/", {"marks": list(marks)})
    assert answer.status == 200, answer.json
    return answer.json


def outcomes(answer: dict) -> list:
    return [mark["reason"] or mark["outcome"] for mark in answer["marks"]]


def test_marks_of_several_lessons_are_merged_in_one_call(lesson, group, pupil, second_pupil, teacher):
    earlier = create_group_lesson(group, starts=STARTS - timedelta(days=3))
    answer = sync(
        teacher,
        offline(lesson, pupil, "late", minutes_late=4, id="a"),
        offline(earlier, pupil, "absent", ago=timedelta(days=3), id="b"),
        offline(earlier, second_pupil, ago=timedelta(days=3), id="c"),
    )
    expected = [("a", "applied", "offline"), ("b", "applied", "offline"), ("c", "applied", "offline")]
    assert [(mark["id"], mark["outcome"], mark["mark"]["source"]) for mark in answer["marks"]] == expected
    assert answer["conflicts"] == []
    assert load_marks(lesson) == {pupil.pk: "late"}
    assert load_marks(earlier) == {pupil.pk: "absent", second_pupil.pk: "present"}
    assert [get_coin_balance(user) for user in (pupil, second_pupil)] == [2, 5]


def test_newest_mark_wins_and_a_tie_changes_nothing(lesson, pupil, second_pupil, teacher, assistant):
    sync(assistant, offline(lesson, pupil, "absent", ago=3 * MINUTE), offline(lesson, second_pupil, ago=3 * MINUTE))
    answer = sync(
        teacher,
        offline(lesson, pupil, "present", ago=2 * MINUTE, id="newer"),
        offline(lesson, second_pupil, "absent", ago=3 * MINUTE, id="tie"),
    )
    assert outcomes(answer) == ["applied", "older"]
    assert load_marks(lesson) == {pupil.pk: "present", second_pupil.pk: "present"}
    assert [
        (conflict["id"], conflict["stands"], conflict["mine"]["status"], conflict["theirs"]["status"])
        for conflict in answer["conflicts"]
    ] == [("newer", "mine", "present", "absent"), ("tie", "theirs", "absent", "present")]
    assert {conflict["theirs"]["by"]["id"] for conflict in answer["conflicts"]} == {str(assistant.pk)}
    assert outcomes(sync(assistant, offline(lesson, pupil, "excused", ago=4 * MINUTE))) == ["older"]
    assert load_history(lesson) == [("absent", "present")]


def test_repeated_request_changes_nothing(lesson, pupil, second_pupil, teacher, assistant):
    register_requests.send_marks(assistant, lesson, mark_row(pupil, "absent"))
    marks = [
        offline(lesson, pupil, ago=-MINUTE, id="wins"), offline(lesson, second_pupil, "late", ago=5 * MINUTE, id="old"),
        offline(lesson, second_pupil, ago=2 * MINUTE, id="new"), offline(lesson, assistant, id="refused"),
    ]  # fmt: skip
    first = sync(teacher, *marks)
    assert outcomes(first) == ["applied", "older", "applied", "not_in_register"]
    assert [conflict["id"] for conflict in first["conflicts"]] == ["wins"]
    attendances = list(Attendance.objects.order_by("id").values())
    assert sync(teacher, *marks) == first
    assert list(Attendance.objects.order_by("id").values()) == attendances
    assert AttendanceHistory.objects.count() == 1


def test_later_online_mark_wins_over_offline_marks(lesson, pupil, teacher, assistant):
    register_requests.send_marks(teacher, lesson, mark_row(pupil, "late", minutes_late=3))
    answer = sync(assistant, offline(lesson, pupil, "absent"))
    assert outcomes(answer) == ["older"]
    (conflict,) = answer["conflicts"]
    assert (conflict["theirs"]["minutes_late"], conflict["theirs"]["source"]) == (3, "bulk")
    assert load_marks(lesson) == {pupil.pk: "late"}


def test_repeated_same_mark_updates_its_time(lesson, pupil, teacher, assistant):
    sync(assistant, offline(lesson, pupil, "absent", ago=5 * MINUTE))
    assert outcomes(sync(teacher, offline(lesson, pupil, "absent", ago=MINUTE))) == ["applied"]
    assert outcomes(sync(assistant, offline(lesson, pupil, "present", ago=3 * MINUTE))) == ["older"]
    assert load_marks(lesson) == {pupil.pk: "absent"}
    assert load_history(lesson) == []


def test_each_refused_mark_has_its_own_reason(lesson, group, other_group, pupil, second_pupil, other_pupil, teacher):
    SystemSettings.objects.update(register_closes_after_days=2)
    foreign = create_group_lesson(other_group)
    to_come = create_group_lesson(group, starts=STARTS + timedelta(days=1))
    closed = create_group_lesson(group, starts=STARTS - timedelta(days=3))
    cancelled = create_group_lesson(group, starts=STARTS - timedelta(days=1))
    Lesson.objects.filter(pk=cancelled.pk).update(status="cancelled")
    marks = [
        ("no_lesson", offline(foreign, other_pupil)),
        ("no_lesson", {**offline(lesson, pupil), "lesson": str(uuid4())}),
        ("not_begun", offline(to_come, pupil)),
        ("closed", offline(closed, pupil)),
        ("cancelled", offline(cancelled, pupil)),
        ("not_in_register", offline(lesson, other_pupil)),
        ("unknown_status", offline(lesson, pupil, "asleep")),
        ("not_late", offline(lesson, pupil, "present", minutes_late=3)),
        ("from_the_future", offline(lesson, pupil, ago=-3 * MINUTE)),
        ("too_old", offline(lesson, pupil, ago=timedelta(days=14, minutes=1))),
        ("applied", offline(lesson, second_pupil)),
    ]
    answer = sync(teacher, *(mark for _reason, mark in marks))
    assert outcomes(answer) == [reason for reason, _mark in marks]
    assert all(mark["text"] for mark in answer["marks"][:-1])
    assert list(Attendance.objects.values_list("student", flat=True)) == [second_pupil.pk]


@pytest.mark.parametrize("ago", [timedelta(minutes=-1, seconds=-50), timedelta(days=13, hours=23)])
def test_clock_drift_and_two_weeks_offline_are_accepted(group, pupil, teacher, ago):
    pupil.memberships.update(joined_on="2026-08-01")
    old = create_group_lesson(group, starts=STARTS - timedelta(days=14))
    assert outcomes(sync(teacher, offline(old, pupil, ago=ago))) == ["applied"]


def test_statement_count_does_not_grow_with_marks(group, pupil, second_pupil, client):
    Group.objects.update(capacity=40)
    everybody = [pupil, second_pupil, *register_requests.add_pupils(group, 28)]
    costs = []
    for days, number in enumerate((2, 30)):
        lesson = create_group_lesson(group, starts=STARTS - timedelta(days=days))
        marks = [offline(lesson, student) for student in everybody[:number]]
        with CaptureQueriesContext(connection) as asked:
            assert client.post("/attendance/sync/", {"marks": marks}).status == 200
        costs.append(len(asked))
        assert len(load_marks(lesson)) == number
    assert costs[0] == costs[1]


def test_statement_count_does_not_grow_with_lessons(group, pupil, teacher):
    lessons = [create_group_lesson(group, starts=NOW - timedelta(hours=2 * number)) for number in range(1, 23)]
    counted = []
    for some in (lessons[:2], lessons[2:]):
        with CaptureQueriesContext(connection) as asked:
            sync(teacher, *(offline(lesson, pupil, "absent") for lesson in some))
        counted.append(len(asked))
    assert counted[0] == counted[1]
    assert Attendance.objects.count() == 22


def test_a_sync_of_many_lessons_or_marks_is_refused_as_a_whole(lesson, pupil, client):
    for marks in (
        [{**offline(lesson, pupil), "lesson": str(uuid4())} for _ in range(61)],
        [offline(lesson, pupil)] * 501,
        [],
    ):
        assert client.post("/attendance/sync/", {"marks": marks}).refused_fields == (422, ["marks"])
    mark = {**offline(lesson, pupil), "marked_at": "2026-09-07T10:00:00"}
    assert client.post("/attendance/sync/", {"marks": [mark]}).refused_fields == (422, ["marks.0.marked_at"])
