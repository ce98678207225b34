"""A whole register in one call: all of it or nothing, as often as one likes, at the price of one mark."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.attendance.models import Attendance, AttendanceHistory
from apps.courses.models import Freeze, Group, Membership
from apps.courses.services import end_membership
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream
from apps.gamification.models import CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.jobs.models import Job
from tests.attendance import register_requests
from tests.attendance.register_requests import STARTS, add_pupils, create_group_lesson, mark_row, send_marks


def test_a_register_is_marked_in_one_call(lesson, pupil, second_pupil, teacher):
    answer = send_marks(teacher, lesson, mark_row(second_pupil, "absent"), mark_row(pupil, "late", minutes_late=5))
    assert (answer.status, [mark["status"] for mark in answer.json["marks"]]) == (200, ["absent", "late"])
    assert [mark["student"]["id"] for mark in answer.json["marks"]] == [str(second_pupil.pk), str(pupil.pk)]
    assert {mark["source"] for mark in answer.json["marks"]} == {"bulk"}
    event = StreamEvent.objects.get(stream=get_group_stream(lesson.group_id), type="register.marked")
    assert [event.data[name] for name in ("changed", "present", "absent", "late")] == [2, 0, 1, 1]


def test_repeated_request_changes_nothing(lesson, pupil, second_pupil, teacher, manager):
    rows = [mark_row(pupil), mark_row(second_pupil, "absent", note="No call")]
    first = send_marks(teacher, lesson, *rows)
    attendances = list(Attendance.objects.order_by("id").values())
    counted = (CoinTransaction.objects.count(), StreamEvent.objects.count(), Job.objects.count())
    for person in (teacher, manager):
        assert send_marks(person, lesson, *rows).json == first.json
    assert list(Attendance.objects.order_by("id").values()) == attendances
    assert (CoinTransaction.objects.count(), StreamEvent.objects.count(), Job.objects.count()) == counted
    assert not AttendanceHistory.objects.exists()


def test_only_what_differs_is_a_correction(lesson, pupil, second_pupil, teacher, manager):
    send_marks(teacher, lesson, mark_row(pupil), mark_row(second_pupil))
    send_marks(manager, lesson, mark_row(pupil), mark_row(second_pupil, "absent"))
    assert register_requests.load_history(lesson) == [("present", "absent")]
    status = {mark.student_id: (mark.revision, mark.marked_by_id) for mark in Attendance.objects.all()}
    assert status == {pupil.pk: (1, teacher.pk), second_pupil.pk: (2, manager.pk)}
    assert [get_coin_balance(user) for user in (pupil, second_pupil)] == [5, 0]
    assert [sum_coin_ledger(user) for user in (pupil, second_pupil)] == [5, 0]


def test_invalid_row_refuses_all_marks_with_errors_by_row(lesson, pupil, second_pupil, other_pupil, teacher):
    nobody = {"student": str(uuid4()), "status": "present"}
    rows = [
        mark_row(pupil), mark_row(other_pupil), nobody, mark_row(second_pupil, "asleep"), mark_row(pupil, "absent"),
        mark_row(second_pupil, "present", minutes_late=3),
    ]  # fmt: skip
    answer = send_marks(teacher, lesson, *rows)
    assert answer.status == 422
    expected = ["marks.1.student", "marks.2.student", "marks.3.status", "marks.4.student", "marks.5.student"]
    assert sorted(answer.json["fields"]) == expected
    foreign, missing = (answer.json["fields"][f"marks.{index}.student"] for index in (1, 2))
    assert foreign == missing
    assert not Attendance.objects.exists()
    assert not CoinTransaction.objects.exists()
    assert send_marks(teacher, lesson, mark_row(pupil), mark_row(second_pupil)).status == 200


def test_absent_memberships_are_not_in_the_register(lesson, group, pupil, second_pupil, other_pupil, teacher):
    day = date(2026, 9, 7)
    end_membership(actor=None, membership=group.memberships.get(student=pupil), left_on=day - timedelta(days=1))
    Freeze.objects.create(membership=group.memberships.get(student=second_pupil), starts_on=day, ends_on=day)
    Membership.objects.create(group=group, student=other_pupil, joined_on=day + timedelta(days=1))
    answer = send_marks(teacher, lesson, mark_row(pupil), mark_row(second_pupil), mark_row(other_pupil))
    assert (answer.status, sorted(answer.json["fields"])) == (422, [f"marks.{index}.student" for index in range(3)])
    Freeze.objects.update(starts_on=day + timedelta(days=1), ends_on=None)
    Membership.objects.filter(student=pupil).update(left_on=day)
    Membership.objects.filter(student=other_pupil, group=group).update(joined_on=day)
    assert send_marks(teacher, lesson, mark_row(pupil), mark_row(second_pupil), mark_row(other_pupil)).status == 200


@pytest.mark.parametrize("number", [0, 501], ids=["none", "too many"])
def test_a_register_has_at_least_one_row_and_at_most_five_hundred(lesson, teacher, pupil, number):
    assert send_marks(teacher, lesson, *[mark_row(pupil)] * number).refused_fields == (422, ["marks"])


def test_thirty_cost_as_many_statements_as_two(group, pupil, second_pupil, teacher):
    Group.objects.update(capacity=40)
    everybody = [pupil, second_pupil, *add_pupils(group, 28)]
    counted = []
    for days, number in enumerate((2, 30)):
        lesson = create_group_lesson(group, starts=STARTS - timedelta(days=days))
        costs = []
        for status in ("present", "absent", "absent"):
            rows = [mark_row(student, status) for student in everybody[:number]]
            with CaptureQueriesContext(connection) as asked:
                assert send_marks(teacher, lesson, *rows).status == 200
            costs.append(len(asked))
        counted.append(costs)
        assert len(register_requests.load_marks(lesson)) == number
    assert counted[0] == counted[1]
    assert counted[0][2] < counted[0][0]


def test_the_groups_boards_follow_by_a_job(lesson, pupil, second_pupil, teacher):
    send_marks(teacher, lesson, mark_row(pupil), mark_row(second_pupil, "late"))
    assert Job.objects.get(kind="gamification.announce_leaderboards").payload == {"groups": [str(lesson.group_id)]}
