"""Pupils, their guardians and the teachers hear of a change: once, in their language, of what holds in the end."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.jobs.models import Job
from apps.lessons import services
from apps.lessons.models import Lesson
from apps.notifications.models import Notification
from tests import cast
from tests.lessons import steps
from tests.lessons.weeks import NOW, line
from tests.lessons.weeks import plan as weeks_plan

WHY = "The teacher is ill"


def told(type_: str = "lesson.") -> list[tuple[str, str]]:
    """Who was told of what, in order of names."""
    rows = Notification.objects.filter(type__startswith=type_).select_related("user")
    return sorted((row.user.first_name, row.type.removeprefix("lesson.")) for row in rows)


def texts(person: User) -> list[str]:
    return [row["text"] for row in cast.client_for(person).get("/notifications/").json["results"]]


@pytest.fixture
def ward(pupil: User, parent: User) -> User:
    """A pupil whom `parent` cares for."""
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    return pupil


def test_pupils_guardians_and_the_teacher_hear_of_a_cancelled_lesson(
    group: Group, teacher: User, ward: User, other_pupil: User, client_for
) -> None:
    blind = cast.make_user(Role.PARENT, "Otabek")
    Guardian.objects.create(parent=blind, child=ward, kind="other", sees_progress=False)
    lesson = steps.known(group)
    client_for(teacher).post(f"/lessons/{lesson.pk}/cancel/", {"reason": WHY})
    assert told() == []
    assert steps.tell_all() == 1
    assert told() == [("Gulnora", "cancelled"), ("Jasur", "cancelled"), ("Laylo", "cancelled")]
    assert WHY not in str(Notification.objects.values_list("data", flat=True))
    services.restore_lesson(actor=None, lesson=lesson)
    steps.tell_all()
    assert told("lesson.restored") == [(name, "restored") for name in ("Dilnoza", "Gulnora", "Jasur", "Laylo")]


@pytest.mark.parametrize(
    ("locale", "now", "before"),
    [
        ("uz", "A2 morning: seshanba, 8-sentabr, 14:00, 204. Oldin: dushanba", "7-sentabr, 10:00."),
        ("ru", "A2 morning: вторник, 8 сентября, 14:00, 204. Раньше: понедельник", "7 сентября, 10:00."),
        ("en", "A2 morning: Tuesday, September 8, 14:00, 204 instead of Monday,", "September 7, 10:00."),
    ],
    ids=["uz", "ru", "en"],
)
def test_times_are_the_groups_and_words_the_readers(
    group: Group, pupil: User, locale: str, now: str, before: str
) -> None:
    User.objects.filter(pk=pupil.pk).update(locale=locale, zone="America/New_York")
    Membership.objects.filter(student=pupil).update(joined_on="2026-08-01")
    monday = datetime(2026, 9, 7, 10, tzinfo=steps.TASHKENT)
    with time_machine.travel("2026-09-01T09:00:00+05:00", tick=False):
        room, ends = steps.room(group), monday + steps.HOUR
        lesson = services.create_lesson(actor=None, group=group, starts_at=monday, ends_at=ends)
        steps.tell_all()
        Notification.objects.all().delete()
        tuesday = monday.replace(day=8, hour=14)
        services.reschedule_lesson(actor=None, lesson=lesson, starts_at=tuesday, reason=WHY, room=room)
        steps.tell_all()
    (said,) = texts(User.objects.get(pk=pupil.pk))
    assert now in said
    assert said.endswith(before)


def test_two_moves_in_a_row_are_one_message_of_where_it_is_in_the_end(group: Group, pupil: User, client_for) -> None:
    lesson = steps.known(group)
    for day in (4, 5):
        services.reschedule_lesson(actor=None, lesson=lesson, starts_at=steps.at(day), reason=WHY)
    assert steps.tell_all() == 2
    (data,) = Notification.objects.filter(user=pupil).values_list("data", flat=True)
    assert (data["was_at"], data["starts_at"]) == (
        lesson.starts_at.astimezone(UTC).isoformat(),
        steps.at(5).astimezone(UTC).isoformat(),
    )


CHANGES: dict[str, Callable[[Lesson], object]] = {
    "cancelled and restored": lambda lesson: (
        services.cancel_lesson(actor=None, lesson=lesson, reason=WHY),
        services.restore_lesson(actor=None, lesson=lesson),
    ),
    "moved there and back": lambda lesson: [
        services.reschedule_lesson(actor=None, lesson=lesson, starts_at=steps.at(day), reason=WHY) for day in (4, 2)
    ],
    "another topic": lambda lesson: services.update_lesson(actor=None, lesson=lesson, values={"topic": "Future"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_came_to_nothing_is_not_told(change: str, group: Group) -> None:
    CHANGES[change](steps.known(group))
    steps.tell_all()
    assert told() == []


def test_a_move_that_nobody_heard_of_is_no_part_of_the_cancellation(group: Group, pupil: User) -> None:
    lesson = steps.known(group)
    services.reschedule_lesson(actor=None, lesson=lesson, starts_at=steps.at(4, 15), reason=WHY)
    services.cancel_lesson(actor=None, lesson=lesson, reason=WHY)
    steps.tell_all()
    (said,) = texts(pupil)
    assert "10:00" in said
    assert "15:00" not in said


def test_lessons_that_are_over_are_not_told_of(group: Group, teacher: User) -> None:
    lesson = steps.known(group, days=-2)
    services.cancel_lesson(actor=teacher, lesson=lesson, reason=WHY)
    services.cancel_lesson(actor=teacher, lesson=steps.known(group), reason=WHY)
    steps.tell_all()
    assert told() == [("Jasur", "cancelled"), ("Laylo", "cancelled")]


def test_the_substitute_and_the_replaced_teacher_hear_of_it(
    group: Group, teacher: User, other_teacher: User, manager: User
) -> None:
    lesson = steps.known(group)
    services.substitute_teacher(actor=manager, lesson=lesson, teacher=other_teacher)
    steps.tell_all()
    names = ["Dilnoza", "Jasur", "Laylo", "Nodira"]
    assert told() == [(name, "substituted") for name in names]
    services.substitute_teacher(actor=manager, lesson=lesson, teacher=None)
    steps.tell_all()
    assert told() == sorted((name, "substituted") for name in names * 2)


def test_who_is_not_in_the_register_of_that_day_hears_nothing(group: Group, pupil: User, second_pupil: User) -> None:
    Membership.objects.filter(student=pupil).update(joined_on=steps.at(30).date())
    Membership.objects.filter(student=second_pupil).update(status="left", left_on=timezone.now().date())
    services.cancel_lesson(actor=group.lead_teacher, lesson=steps.known(group), reason=WHY)
    steps.tell_all()
    assert told() == []


def test_a_job_that_runs_twice_tells_once(group: Group, pupil: User) -> None:
    services.cancel_lesson(actor=None, lesson=steps.known(group), reason=WHY)
    steps.tell_all()
    Job.objects.filter(kind="lessons.tell").update(state="queued")
    assert steps.tell_all() == 2
    assert Notification.objects.filter(user=pupil).count() == 1


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("uz", "A2 morning: qoʻshimcha dars — dushanba, 7-sentabr, 10:00, 204, oʻqituvchi Dilnoza Rahimova."),
        (
            "ru",
            "A2 morning: дополнительный урок — понедельник, 7 сентября, 10:00, 204, преподаватель Dilnoza Rahimova.",
        ),
        ("en", "A2 morning: extra lesson on Monday, September 7, 10:00, 204, teacher Dilnoza Rahimova."),
    ],
    ids=["uz", "ru", "en"],
)
def test_an_extra_lesson_is_told_of(
    group: Group, manager: User, pupil: User, client_for, locale: str, said: str
) -> None:
    User.objects.filter(pk=pupil.pk).update(locale=locale)
    Membership.objects.filter(student=pupil).update(joined_on="2026-08-01")
    times = {"starts_at": "2026-09-07T10:00:00+05:00", "ends_at": "2026-09-07T11:00:00+05:00"}
    with time_machine.travel("2026-09-01T09:00:00+05:00", tick=False):
        body = {"group": str(group.pk), "room": str(steps.room(group).pk), **times}
        assert client_for(manager).post("/lessons/", body).status == 201
        assert steps.tell_all() == 1
        assert texts(User.objects.get(pk=pupil.pk)) == [said]


def test_pupils_guardians_and_the_teacher_hear_of_an_extra_lesson_once(
    group: Group, ward: User, manager: User, client_for
) -> None:
    times = {"starts_at": steps.at(2).isoformat(), "ends_at": steps.at(2, 11).isoformat()}
    made = client_for(manager).post("/lessons/", {"group": str(group.pk), **times}).json
    lesson = Lesson.objects.get(pk=made["id"])
    services.reschedule_lesson(actor=manager, lesson=lesson, starts_at=steps.at(3), reason=WHY)
    assert steps.tell_all() == 2
    assert told() == [(name, "created") for name in ("Dilnoza", "Gulnora", "Jasur", "Laylo")]
    (data,) = Notification.objects.filter(user=ward).values_list("data", flat=True)
    assert data["starts_at"] == steps.at(3).astimezone(UTC).isoformat()
    refused = client_for(manager).delete(f"/lessons/{lesson.pk}/")
    assert (refused.status, "cancel it instead" in refused.json["detail"]) == (409, True)
    services.cancel_lesson(actor=manager, lesson=lesson, reason=WHY)
    steps.tell_all()
    assert told("lesson.cancelled") == [(name, "cancelled") for name in ("Dilnoza", "Gulnora", "Jasur", "Laylo")]


def test_nobody_hears_of_a_lesson_that_was_or_never_came_to_be(group: Group, teacher: User, client_for) -> None:
    steps.plan(group, -2)
    client = client_for(teacher)
    assert client.delete(f"/lessons/{steps.plan(group).pk}/").status == 204
    services.cancel_lesson(actor=None, lesson=steps.plan(group), reason=WHY)
    assert steps.tell_all() == 3
    assert told() == []


def test_lessons_of_the_timetable_are_not_extra_ones(group: Group) -> None:
    with time_machine.travel(NOW):
        weeks_plan(group, line())
        assert services.generate_lessons(group).counts["added"]
        assert not Job.objects.filter(kind="lessons.tell").exists()
        steps.tell_all()
        assert told() == []
