"""Somebody else gives one lesson: a teacher's rights over it come with it and go with it."""

import pytest

from apps.accounts.models import User
from apps.lessons import services
from apps.lessons.models import Lesson
from tests.factories import client_for
from tests.lessons.lesson_factory import create_hour_lesson, tashkent_time


def give(client, lesson: Lesson, teacher: User | None, **more):
    body = {"teacher": str(teacher.pk) if teacher else None, "reason": "Dilnoza is ill", **more}
    return client.post(f"/lessons/{lesson.pk}/substitute/", body)


def test_substitute_has_rights_over_the_lesson_only(group, teacher, other_teacher, manager):
    lesson, another = create_hour_lesson(group), create_hour_lesson(group, 3)
    office, substitute, path = client_for(manager), client_for(other_teacher), f"/lessons/{lesson.pk}/"
    assert substitute.get(path).status == 404
    given = give(office, lesson, other_teacher).json
    assert (given["teacher"]["id"], given["instead_of"]["id"]) == (str(other_teacher.pk), str(teacher.pk))
    assert substitute.get(path).status == 200
    assert substitute.patch(path, {"topic": "Future"}).status == 200
    assert substitute.get(f"{path}history/").status == 200
    assert [row["id"] for row in substitute.get("/lessons/", {"mine": True}).json["results"]] == [str(lesson.pk)]
    for foreign in (f"/lessons/{another.pk}/", f"/courses/groups/{group.pk}/"):
        assert substitute.get(foreign).status == 404
    assert client_for(teacher).patch(path, {"topic": "Past"}).status == 200
    back = give(office, lesson, None).json
    assert (back["teacher"]["id"], back["instead_of"]) == (str(teacher.pk), None)
    assert [substitute.get(path).status, substitute.patch(path, {"topic": "x"}).status] == [404, 404]


def test_instead_of_stays_the_own_teacher(group, teacher, assistant, other_teacher, manager):
    lesson, office = create_hour_lesson(group), client_for(manager)
    give(office, lesson, other_teacher)
    passed_on = give(office, lesson, assistant).json
    assert (passed_on["teacher"]["id"], passed_on["instead_of"]["id"]) == (str(assistant.pk), str(teacher.pk))
    assert give(office, lesson, assistant).status == 409
    assert give(office, lesson, teacher).json["instead_of"] is None
    assert give(office, lesson, None).status == 409


def test_a_busy_teacher_a_pupil_and_a_teacher_who_asks_are_refused(
    group, other_group, teacher, other_teacher, pupil, manager
):
    lesson, _theirs = create_hour_lesson(group), create_hour_lesson(other_group)
    office = client_for(manager)
    assert give(office, lesson, other_teacher).refused_fields == (409, ["teacher"])
    assert give(client_for(teacher), lesson, other_teacher).status == 403
    assert give(office, lesson, pupil).refused_fields == (422, ["teacher"])
    assert give(office, lesson, other_teacher, force=True, reason="").status == 422
    assert give(office, lesson, other_teacher, force=True).status == 200
    office.post(f"/lessons/{lesson.pk}/cancel/", {"reason": "Snow"})
    assert give(office, lesson, teacher).status == 409


@pytest.mark.parametrize("who", ["teacher", "assistant"])
def test_a_lesson_may_be_planned_for_a_teacher_of_the_group_only(
    who, group, teacher, assistant, other_teacher, manager
):
    times = {"starts_at": tashkent_time(4).isoformat(), "ends_at": tashkent_time(4, 11).isoformat()}
    person = {"teacher": teacher, "assistant": assistant}[who]
    wanted = {"group": str(group.pk), **times, "teacher": str(other_teacher.pk)}
    assert client_for(person).post("/lessons/", wanted).status == 403
    planned = client_for(person).post("/lessons/", {**wanted, "teacher": str(assistant.pk)})
    assert (planned.status, planned.json["teacher"]["id"]) == (201, str(assistant.pk))
    assert client_for(manager).post("/lessons/", wanted).status == 409


def test_substitute_who_passes_a_lesson_on_loses_access(group, teacher, other_teacher, manager):
    lesson = create_hour_lesson(group)
    services.substitute_teacher(actor=manager, lesson=lesson, teacher=other_teacher)
    client = client_for(other_teacher)
    passed = client.patch(f"/lessons/{lesson.pk}/", {"teacher": str(teacher.pk)})
    assert (passed.status, passed.json["teacher"]["id"], passed.json["instead_of"]) == (200, str(teacher.pk), None)
    assert client.get(f"/lessons/{lesson.pk}/").status == 404
