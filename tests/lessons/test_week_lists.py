"""Whose lessons somebody reads, and the weeks of a teacher, a room and a child."""

import pytest

from apps.accounts.models import Guardian, User
from apps.courses.models import Group
from apps.lessons import services
from apps.lessons.models import Lesson
from tests.factories import client_for, make_lead_membership
from tests.lessons.lesson_factory import ZoneInfo, create_hour_lesson, create_test_room, tashkent_time


@pytest.fixture
def week(group, other_group):
    room = create_test_room(group.branch)
    return {
        "mornings": create_hour_lesson(group, 2, room=room),
        "evenings": create_hour_lesson(other_group, 2),
        "stands in": create_hour_lesson(group, 3, teacher=other_group.lead_teacher),
        "late": create_hour_lesson(other_group, 9, room=room),
    }


def names(client, week: dict[str, Lesson], **query) -> set[str]:
    ids = {row["id"] for row in client.get("/lessons/", query).json["results"]}
    return {name for name, lesson in week.items() if str(lesson.pk) in ids}


def test_lead_sees_no_lessons(week, group, stranger):
    make_lead_membership(group, stranger)
    client = client_for(stranger)
    assert (names(client, week), names(client, week, mine=True)) == (set(), set())


def test_lessons_are_listed_by_teacher_and_room(week, other_teacher, teacher, manager):
    office = client_for(manager)
    days = {"from": tashkent_time(1).isoformat(), "to": tashkent_time(8).isoformat()}
    assert names(office, week, teacher=str(other_teacher.pk)) == {"evenings", "stands in", "late"}
    assert names(office, week, teacher=str(other_teacher.pk), **days) == {"evenings", "stands in"}
    room = str(week["late"].room_id)
    assert names(office, week, room=room) == {"mornings", "late"}
    assert names(office, week, room=room, **days) == {"mornings"}
    assert names(client_for(teacher), week, room=room) == {"mornings"}
    assert names(client_for(teacher), week, teacher=str(other_teacher.pk)) == {"stands in"}


def test_mine_lists_own_lessons_also_for_the_office(
    week, group, teacher, assistant, other_teacher, pupil, other_pupil, manager, stranger
):
    mornings, evenings = {"mornings", "stands in"}, {"evenings", "late"}
    seen = {teacher: mornings, assistant: mornings, pupil: mornings, other_pupil: evenings, stranger: set()}
    for person, theirs in {**seen, other_teacher: {"stands in", *evenings}}.items():
        assert names(client_for(person), week) == theirs, person
        own = theirs - {"stands in"} if person == teacher else theirs
        assert names(client_for(person), week, mine=True) == own, person
    assert names(client_for(manager), week) == set(week)
    assert names(client_for(manager), week, mine=True) == set()
    services.substitute_teacher(actor=None, lesson=week["late"], teacher=manager)
    assert names(client_for(manager), week, mine=True) == {"late"}


def test_teacher_lists_own_lessons_and_those_of_the_own_groups(week, teacher, assistant, other_teacher, pupil, manager):
    Guardian.objects.create(parent=teacher, child=pupil, kind="mother")
    groups = {
        teacher: ({"mornings"}, {"mornings", "stands in"}),
        assistant: ({"mornings", "stands in"}, {"mornings", "stands in"}),
        other_teacher: ({"stands in", "evenings", "late"}, {"stands in", "evenings", "late"}),
        manager: (set(), set()),
        pupil: (set(), set()),
    }
    for person, (own, of_groups) in groups.items():
        assert names(client_for(person), week, teaching="own") == own, person
        assert names(client_for(person), week, teaching="groups") == of_groups, person
    assert client_for(teacher).get("/lessons/", {"teaching": "all"}).status == 422


def test_parent_lists_lessons_of_each_child(week, pupil, other_pupil, second_pupil, parent):
    for child in (pupil, other_pupil):
        Guardian.objects.create(parent=parent, child=child, kind="mother")
    client = client_for(parent)
    assert names(client, week) == set(week)
    assert names(client, week, student=str(pupil.pk)) == {"mornings", "stands in"}
    assert names(client, week, student=str(other_pupil.pk)) == {"evenings", "late"}
    assert names(client, week, student=str(second_pupil.pk)) == set()
    Guardian.objects.filter(child=pupil).update(sees_progress=False)
    assert names(client, week) == names(client, week, mine=True) == {"evenings", "late"}


def test_times_are_in_the_group_time_zone(group, pupil):
    Group.objects.filter(pk=group.pk).update(zone="Europe/Berlin")
    User.objects.filter(pk=pupil.pk).update(zone="America/New_York")
    lesson = create_hour_lesson(group)
    shown = client_for(pupil).get(f"/lessons/{lesson.pk}/").json
    local = lesson.starts_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert (shown["starts_at"], shown["zone"]) == (local.isoformat(), "Europe/Berlin")
