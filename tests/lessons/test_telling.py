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
from tests import factories
from tests.lessons import steps
from tests.lessons.weeks import NOW, line
from tests.lessons.weeks import plan as weeks_plan

WHY = "The teacher is ill"


def told(type_: str = "lesson.") -> list[tuple[str, str]]:
    """Who was told of what, in order of names."""
    rows = Notification.objects.filter(type__startswith=type_).select_related("user")
    return sorted((row.user.first_name, row.type.removeprefix("lesson.")) for row in rows)


def texts(person: User) -> list[str]:
    return [row["text"] for row in factories.client_for(person).get("/notifications/").json["results"]]


@pytest.fixture
def ward(pupil: User, parent: User) -> User:
    """A pupil whom `parent` cares for."""
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    return pupil


def test_cancelled_lesson_notifies_pupils_guardians_and_teacher(
    group: Group, teacher: User, ward: User, other_pupil: User, client_for
) -> None:
    blind = factories.make_user(Role.PARENT, "Otabek")
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
def test_message_has_group_time_and_reader_language(
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


def test_two_quick_moves_are_one_message(group: Group, pupil: User, client_for) -> None:
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
def test_undone_change_is_not_notified(change: str, group: Group) -> None:
    CHANGES[change](steps.known(group))
    steps.tell_all()
    assert told() == []


def test_cancellation_names_the_last_announced_time(group: Group, pupil: User) -> None:
    lesson = steps.known(group)
    services.reschedule_lesson(actor=None, lesson=lesson, starts_at=steps.at(4, 15), reason=WHY)
    services.cancel_lesson(actor=None, lesson=lesson, reason=WHY)
    steps.tell_all()
    (said,) = texts(pupil)
    assert "10:00" in said
    assert "15:00" not in said


def test_past_lessons_are_not_notified(group: Group, teacher: User) -> None:
    lesson = steps.known(group, days=-2)
    services.cancel_lesson(actor=teacher, lesson=lesson, reason=WHY)
    services.cancel_lesson(actor=teacher, lesson=steps.known(group), reason=WHY)
    steps.tell_all()
    assert told() == [("Jasur", "cancelled"), ("Laylo", "cancelled")]


def test_substitute_and_replaced_teacher_are_notified(
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


def test_pupils_outside_the_register_are_not_notified(group: Group, pupil: User, second_pupil: User) -> None:
    Membership.objects.filter(student=pupil).update(joined_on=steps.at(30).date())
    Membership.objects.filter(student=second_pupil).update(status="left", left_on=timezone.now().date())
    services.cancel_lesson(actor=group.lead_teacher, lesson=steps.known(group), reason=WHY)
    steps.tell_all()
    assert told() == []


def test_repeated_job_notifies_once(group: Group, pupil: User) -> None:
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
def test_extra_lesson_is_notified(group: Group, manager: User, pupil: User, client_for, locale: str, said: str) -> None:
    User.objects.filter(pk=pupil.pk).update(locale=locale)
    Membership.objects.filter(student=pupil).update(joined_on="2026-08-01")
    times = {"starts_at": "2026-09-07T10:00:00+05:00", "ends_at": "2026-09-07T11:00:00+05:00"}
    with time_machine.travel("2026-09-01T09:00:00+05:00", tick=False):
        body = {"group": str(group.pk), "room": str(steps.room(group).pk), **times}
        assert client_for(manager).post("/lessons/", body).status == 201
        assert steps.tell_all() == 1
        assert texts(User.objects.get(pk=pupil.pk)) == [said]


def test_extra_lesson_notifies_each_person_once(group: Group, ward: User, manager: User, client_for) -> None:
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


def test_past_or_deleted_extra_lesson_is_not_notified(group: Group, teacher: User, client_for) -> None:
    steps.plan(group, -2)
    client = client_for(teacher)
    assert client.delete(f"/lessons/{steps.plan(group).pk}/").status == 204
    services.cancel_lesson(actor=None, lesson=steps.plan(group), reason=WHY)
    assert steps.tell_all() == 3
    assert told() == []


def test_generated_lessons_are_not_notified_as_extra(group: Group) -> None:
    with time_machine.travel(NOW):
        weeks_plan(group, line())
        assert services.generate_lessons(group).counts["added"]
        assert not Job.objects.filter(kind="lessons.tell").exists()
        steps.tell_all()
        assert told() == []
