"""Lessons: planned by the group's teachers, seen by its people."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from apps.accounts.models import User
from apps.courses.models import Group
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream
from apps.lessons.models import Lesson
from apps.lessons.services import create_lesson, reschedule_lesson
from tests.factories import client_for
from tests.lessons.lesson_factory import create_test_room, tashkent_time
from tests.query_counts import check_list_cost
from tests.refused_values import refused_values

STARTS = datetime(2026, 9, 7, 10, 0, tzinfo=ZoneInfo("Asia/Tashkent"))


def planned(group: Group, **other):
    times = {"starts_at": STARTS.isoformat(), "ends_at": (STARTS + timedelta(minutes=90)).isoformat()}
    return {"group": str(group.pk), "topic": "Past simple"} | times | other


THE_DAY_AFTER = {
    "starts_at": (STARTS + timedelta(days=1)).isoformat(), "ends_at": (STARTS + timedelta(days=1, hours=1)).isoformat(),
}  # fmt: skip


def make(group: Group, days: int = 0) -> Lesson:
    starts = STARTS + timedelta(days=days)
    return create_lesson(actor=None, group=group, starts_at=starts, ends_at=starts + timedelta(hours=1))


def test_teachers_create_a_lesson_and_the_group_gets_an_event(group, teacher, assistant, other_teacher, pupil):
    answer = client_for(teacher).post("/lessons/", planned(group))
    assert (answer.status, datetime.fromisoformat(answer.json["starts_at"])) == (201, STARTS)
    event = StreamEvent.objects.get(stream=get_group_stream(group.pk))
    assert (event.type, event.data["topic"]) == ("lesson.created", "Past simple")
    assert client_for(assistant).post("/lessons/", planned(group, **THE_DAY_AFTER)).status == 201
    assert client_for(other_teacher).post("/lessons/", planned(group)).status == 404
    assert client_for(pupil).post("/lessons/", planned(group)).status == 403
    assert Lesson.objects.count() == 2


def test_lesson_is_visible_to_the_people_of_its_group(group, other_group, pupil, teacher, manager, other_pupil):
    lesson = make(group)
    for person in (pupil, teacher, manager):
        assert client_for(person).get(f"/lessons/{lesson.pk}/").status == 200
        assert client_for(person).get("/lessons/").json["count"] == 1
    foreign, missing = (client_for(other_pupil).get(f"/lessons/{id_}/") for id_ in (lesson.pk, uuid4()))
    assert (foreign.status, foreign.json["detail"]) == (404, missing.json["detail"])
    assert client_for(other_pupil).get("/lessons/").json["count"] == 0


def test_lessons_are_filtered_by_time_group_and_status(group, other_group, client):
    for days in range(4):
        make(group, days)
    make(other_group)
    day = timedelta(days=1)
    for query, count in (
        ({}, 5),
        ({"from": (STARTS + day).isoformat()}, 3),
        ({"to": (STARTS + day).isoformat()}, 2),
        ({"from": (STARTS + day).isoformat(), "to": (STARTS + 2 * day).isoformat()}, 1),
        ({"group": str(other_group.pk)}, 1),
        ({"status": "held"}, 0),
    ):
        assert client.get("/lessons/", query).json["count"] == count, query
    assert datetime.fromisoformat(client.get("/lessons/").json["results"][0]["starts_at"]) == STARTS


@refused_values(
    ends_at=[STARTS.isoformat()], starts_at=["2026-09-07T10:00:00", "tomorrow"], status=["held"], topic=["x" * 201]
)
def test_invalid_values_name_the_field(group, teacher, wrong, field):
    answer = client_for(teacher).post("/lessons/", planned(group, **wrong))
    assert answer.status == 422
    assert any(name.split(".")[-1] == field for name in answer.json["fields"]), answer.json
    assert not Lesson.objects.exists()


def test_list_query_count_does_not_grow(group, pupil):
    room = create_test_room(group.branch)

    def add(day: int) -> None:
        starts = tashkent_time(day + 1)
        reschedule_lesson(actor=None, lesson=make(group, day), starts_at=starts, reason="Rain", room=room)

    check_list_cost(client_for(pupil), "/lessons/", add)


@pytest.mark.parametrize(
    ("seconds", "status"), [(1, 422), (299, 422), (300, 201), (36000, 201), (36001, 422)],
    ids=["a second", "too short", "five minutes", "ten hours", "too long"],
)  # fmt: skip
def test_a_lesson_lasts_from_five_minutes_to_ten_hours(group, teacher, seconds, status):
    ends = (STARTS + timedelta(seconds=seconds)).isoformat()
    answer = client_for(teacher).post("/lessons/", planned(group, ends_at=ends))
    assert (answer.status, list(answer.json.get("fields", {}))) == (status, ["ends_at"] if status == 422 else [])


def test_teacher_is_required_when_the_lead_is_inactive(group, teacher, assistant, manager):
    User.objects.filter(pk=teacher.pk).update(is_active=False)
    client = client_for(manager)
    assert client.post("/lessons/", planned(group)).refused_fields == (422, ["teacher"])
    assert client.post("/lessons/", planned(group, teacher=str(assistant.pk))).status == 201
