"""What a change of a lesson would meet and whom it would reach, before it is made."""

from apps.accounts.models import Guardian
from apps.courses.services import add_member
from apps.lessons.models import Lesson
from tests.factories import client_for
from tests.lessons.lesson_factory import create_hour_lesson, create_test_room, tashkent_time


def check(user, **query):
    return client_for(user).get("/lessons/check/", {name: str(value) for name, value in query.items()})


def test_clashes_and_recipients_of_a_move_are_named(group, other_group, pupil, parent, teacher, manager):
    room = create_test_room(group.branch)
    lesson = create_hour_lesson(group, room=room)
    other = create_hour_lesson(other_group, 5, room=room)
    add_member(actor=None, group=other_group, student=pupil)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    answer = check(manager, lesson=lesson.pk, starts_at=tashkent_time(5).isoformat()).json
    assert [(row["by"], row["group_name"], row["lesson"]) for row in answer["clashes"]] == [
        ("room", other_group.name, str(other.pk)),
        ("pupil", other_group.name, str(other.pk)),
    ]
    assert [row["names"] for row in answer["clashes"]] == [["204"], [pupil.full_name]]
    told = answer["recipients"]
    assert (told["parents"], told["teachers"]) == (1, [teacher.full_name])
    assert told["pupils"] >= 1
    free = check(manager, lesson=lesson.pk, starts_at=tashkent_time(6).isoformat(), teacher=other_group.lead_teacher.pk)
    assert free.json["clashes"] == []
    assert set(free.json["recipients"]["teachers"]) == {teacher.full_name, other_group.lead_teacher.full_name}
    lesson.refresh_from_db()
    assert lesson.starts_at == tashkent_time(2)


def test_new_lesson_is_checked_and_what_is_missing_is_named(group, teacher, manager, pupil):
    create_hour_lesson(group)
    times = {"starts_at": tashkent_time(2).isoformat(), "ends_at": tashkent_time(2, 11).isoformat()}
    clashes = check(manager, group=group.pk, **times).json["clashes"]
    assert {row["by"] for row in clashes} == {"teacher", "group"}
    check(manager, starts_at=times["starts_at"]).check_refused(422, field="group")
    check(manager, group=group.pk, starts_at=times["ends_at"], ends_at=times["starts_at"]).check_refused(422)
    assert check(pupil, group=group.pk, **times).status == 403


def test_nobody_hears_of_a_lesson_that_is_over(group, pupil, manager):
    lesson = create_hour_lesson(group, -2)
    assert check(manager, lesson=lesson.pk).json["recipients"] == {"pupils": 0, "parents": 0, "teachers": []}


def test_lessons_are_listed_by_branch(group, manager, branch):
    create_hour_lesson(group)
    office = client_for(manager)
    assert office.get("/lessons/", {"branch": str(branch.pk)}).json["count"] == Lesson.objects.count()
    assert office.get("/lessons/", {"branch": str(group.pk)}).json["count"] == 0
