"""A lesson moves to another time or room: it stays the same, remembers where it was, and clashes with nothing."""

from datetime import timedelta

import pytest

from apps.lessons.models import Lesson, LessonChange, LessonReschedule
from apps.lessons.services import pin_lesson
from tests.factories import client_for
from tests.lessons.lesson_factory import create_hour_lesson, create_test_room, tashkent_time
from tests.refused_values import refused_values


def move(client, lesson: Lesson, **values):
    body = {"reason": "A holiday", "starts_at": tashkent_time(5).isoformat()} | values
    return client.post(f"/lessons/{lesson.pk}/reschedule/", {name: v for name, v in body.items() if v is not None})


def test_moved_lesson_keeps_its_length_and_first_time(group, teacher, pupil):
    lesson, room = create_hour_lesson(group), create_test_room(group.branch)
    pin_lesson(lesson=lesson)
    moved = move(client_for(teacher), lesson, room=str(room.pk)).json
    assert (moved["starts_at"], moved["ends_at"]) == (tashkent_time(5).isoformat(), tashkent_time(5, 11).isoformat())
    expected = (tashkent_time(2).isoformat(), "204", "Asia/Tashkent")
    assert (moved["moved_from"], moved["room"]["name"], moved["zone"]) == expected
    again = move(client_for(teacher), lesson, starts_at=tashkent_time(6).isoformat(), minutes=90).json
    expected = ((tashkent_time(6) + timedelta(minutes=90)).isoformat(), moved["moved_from"])
    assert (again["ends_at"], again["moved_from"]) == expected
    assert again["room"]["name"] == "204"
    lesson.refresh_from_db()
    assert (lesson.sequence, lesson.moved_at is not None) == (2, True)
    reasons = LessonReschedule.objects.filter(lesson=lesson).order_by("id").values_list("reason", "by")
    assert list(reasons) == [("A holiday", teacher.pk)] * 2
    assert move(client_for(pupil), lesson).status == 403


@refused_values(
    ("minutes", {"ends_at": tashkent_time(5, 12).isoformat(), "minutes": 60}),
    starts_at=["2020-09-08T10:00:00+05:00", tashkent_time(2).isoformat(), "2026-09-08T25:00:00+05:00"],
    ends_at=[tashkent_time(5).isoformat(), tashkent_time(6).isoformat()], minutes=[5], reason=["", None],
)  # fmt: skip
def test_invalid_values_name_the_field(wrong, field, group, teacher):
    answer = move(client_for(teacher), create_hour_lesson(group), **wrong)
    assert (answer.status, [name.split(".")[-1] for name in answer.json["fields"]]) == (422, [field])
    assert not LessonReschedule.objects.exists()


@pytest.mark.parametrize("taken", ["room", "teacher", "group"])
def test_conflict_names_the_resource_and_the_lesson(taken, group, other_group, teacher, assistant, manager):
    room = create_test_room(group.branch)
    lesson = create_hour_lesson(group, room=room, teacher=teacher)
    shared = {"room": {"room": room}, "teacher": {"teacher": teacher}, "group": {"teacher": assistant}}[taken]
    create_hour_lesson(group if taken == "group" else other_group, 5, **shared)
    refused = move(client_for(manager), lesson)
    assert refused.refused_fields == (409, [taken])
    name = group.name if taken == "group" else other_group.name
    assert name in refused.json["fields"][taken][0]
    assert ", 10:00." in refused.json["fields"][taken][0]
    lesson.refresh_from_db()
    assert (lesson.starts_at, lesson.sequence) == (tashkent_time(2), 0)
    assert move(client_for(manager), lesson, starts_at=tashkent_time(5, 11).isoformat()).status == 200


def test_conflict_does_not_name_an_invisible_lesson(group, other_group, teacher):
    room = create_test_room(group.branch)
    lesson, _other = (create_hour_lesson(group, room=room), create_hour_lesson(other_group, 5, room=room))
    assert move(client_for(teacher), lesson).json["fields"] == {"room": ["Taken at that time."]}


def test_conflict_can_be_forced_with_permission_and_reason(group, other_group, teacher, manager):
    room = create_test_room(group.branch)
    lesson, other = (create_hour_lesson(group, room=room), create_hour_lesson(other_group, 5, room=room))
    assert move(client_for(teacher), lesson, force=True).status == 403
    assert move(client_for(manager), lesson, force=True).status == 200
    lesson.refresh_from_db()
    assert lesson.forced
    forced = LessonChange.objects.get(lesson=lesson, kind="forced")
    assert (forced.by, forced.reason, forced.data) == (manager, "A holiday", {"over": [str(other.pk)]})
    assert move(client_for(manager), lesson, starts_at=tashkent_time(7).isoformat(), force=True).status == 200
    lesson.refresh_from_db()
    assert not lesson.forced
    times = {"starts_at": tashkent_time(7).isoformat(), "ends_at": tashkent_time(7, 11).isoformat()}
    created = {"group": str(group.pk), **times}
    assert client_for(manager).post("/lessons/", created).status == 409
    assert client_for(manager).post("/lessons/", {**created, "force": True}).status == 422
    assert client_for(manager).post("/lessons/", {**created, "force": True, "reason": "Guests"}).status == 201
