"""Giving homework: to everybody in the group now, and to those who join while it is open."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.courses.models import Group
from apps.courses.services import add_member, end_membership
from apps.events.publishing import get_group_stream, get_wall_stream
from apps.homework.models import Assignment, Homework
from apps.homework.services.assignments import assign_homework_to_new_member
from apps.lessons.services import create_lesson
from apps.notifications.models import Notification
from tests.homework import submission_helpers
from tests.homework.submission_helpers import assign_reading, list_stream_events, scored_result, submit_and_score


def given(group: Group, **values):
    return {"group": str(group.pk), "kind": "reading", "title": "Unit 3", "reference_text": "Mary goes home."} | values


def join(group: Group, student: User) -> None:
    add_member(actor=None, group=group, student=student)
    for claim in jobs.claim_jobs(queue="default", limit=20, worker="test"):
        if claim.kind == "homework.assign_open":
            assign_homework_to_new_member(claim)


def test_all_pupils_of_a_group_get_homework_and_a_notice(group, other_group, teacher, pupil, second_pupil, client_for):
    answer = client_for(teacher).post("/homework/assignments/", given(group))
    assert answer.status == 201, answer.json
    assert (answer.json["pupils_count"], answer.json["language"], answer.json["level"]) == (2, "en", "A2")
    assert (answer.json["attempts_allowed"], answer.json["coins"]) == (3, 20)
    assert set(Homework.objects.values_list("student", flat=True)) == {pupil.pk, second_pupil.pk}
    notifications = Notification.objects.filter(type="homework.assigned").values_list("user", flat=True)
    assert set(notifications) == {pupil.pk, second_pupil.pk}
    kind, data = list_stream_events(get_wall_stream(group.pk))[-1]
    assert kind == "homework.assigned"
    assert {row["student"] for row in data["homeworks"]} == {str(pupil.pk), str(second_pupil.pk)}
    assert list_stream_events(get_group_stream(group.pk))[-1][1]["homeworks"] == []


def test_new_member_gets_homework_that_is_still_open(group, other_pupil, pupil):
    now = timezone.now()
    endless = assign_reading(group)
    over = assign_reading(group, deadline=now + timedelta(hours=1))
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        open_one = assign_reading(group, deadline=now + timedelta(hours=3))
        join(group, other_pupil)
    mine = Homework.objects.filter(student=other_pupil).values_list("assignment", flat=True)
    assert set(mine) == {endless.pk, open_one.pk}
    assert over.homeworks.count() == 2
    assert Notification.objects.filter(user=other_pupil, type="homework.assigned").count() == 2


def test_returning_member_keeps_earlier_homework(assignment, group, pupil):
    submit_and_score(assignment, pupil, scored_result(80.0))
    end_membership(actor=None, membership=group.memberships.get(student=pupil))
    join(group, pupil)
    assert submission_helpers.get_homework(assignment, pupil).score == 80


def test_lesson_with_homework_is_pinned(group, other_group, teacher, client_for):
    starts = timezone.now()
    lessons = [
        create_lesson(actor=None, group=group, starts_at=starts, ends_at=starts + timedelta(hours=1))
        for group in (group, other_group)
    ]
    client = client_for(teacher)
    assert client.post("/homework/assignments/", given(group, lesson=str(lessons[0].pk))).status == 201
    lessons[0].refresh_from_db()
    assert lessons[0].pinned_at is not None
    assert client.post("/homework/assignments/", given(group, lesson=str(lessons[1].pk))).status == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reference_text": ""}, "reference_text"),
        ({"reference_text": " … !? "}, "reference_text"),
        ({"kind": "speaking"}, "question"),
        ({"deadline": "2020-01-01T00:00:00Z"}, "deadline"),
        ({"deadline": "2030-01-01T00:00:00"}, "deadline"),
        ({"title": "  "}, "title"),
        ({"kind": "singing"}, "kind"),
        ({"attempts_allowed": 0}, "attempts_allowed"),
        ({"coins": -1}, "coins"),
        ({"author": "me"}, "author"),
    ],
)
def test_invalid_assignment_is_refused_with_its_field(group, teacher, client_for, wrong, field):
    answer = client_for(teacher).post("/homework/assignments/", given(group, **wrong))
    assert answer.status == 422
    assert any(name.split(".")[-1] == field for name in answer.json["fields"]), answer.json
    assert not Assignment.objects.exists()


def test_only_group_teachers_and_office_create_assignments(group, assistant, manager, other_teacher, pupil, client_for):
    for person, status in ((assistant, 201), (manager, 201), (other_teacher, 404), (pupil, 403)):
        assert client_for(person).post("/homework/assignments/", given(group)).status == status
    assert Assignment.objects.count() == 2


def test_titles_are_searched_in_any_case_among_what_may_be_seen(group, other_group, teacher, client_for):
    for where, title in ((group, "Unit 8"), (group, "Summer"), (other_group, "Unit 8, too")):
        assign_reading(where, title=title)
    for text, found in (("uNiT", ["Unit 8"]), ("mm", ["Summer"]), ("winter", [])):
        answer = client_for(teacher).get(f"/homework/assignments/?search={text}")
        assert ([row["title"] for row in answer.json["results"]], answer.json["count"]) == (found, len(found))


def test_repeated_request_creates_one_assignment(group, teacher, client_for):
    client = client_for(teacher)
    first, again = [client.post("/homework/assignments/", given(group), idempotency_key="tap") for _ in range(2)]
    assert (first.status, again.json, Assignment.objects.count()) == (201, first.json, 1)
    assert client.post("/homework/assignments/", given(group)).status == 201
    assert Assignment.objects.count() == 2
