"""Pupils, their guardians and the teachers hear of a change: once, in their language, of what holds in the end."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.jobs.models import Job
from apps.lessons import services
from apps.lessons.models import Lesson
from apps.notifications.models import Notification
from tests import factories
from tests.factories import client_for
from tests.lessons import lesson_factory
from tests.lessons.lesson_factory import HOUR, TASHKENT, create_announced_lesson, run_notification_jobs, tashkent_time
from tests.lessons.timetable_factory import NOW, make_line
from tests.lessons.timetable_factory import set_schedule as weeks_plan

WHY = "The teacher is ill"


def told(type_: str = "lesson.") -> list[tuple[str, str]]:
    """Who was told of what, in order of names."""
    rows = Notification.objects.filter(type__startswith=type_).select_related("user")
    return sorted((row.user.first_name, row.type.removeprefix("lesson.")) for row in rows)


def texts(person: User) -> list[str]:
    return [row["text"] for row in client_for(person).get("/notifications/").json["results"]]


@pytest.fixture
def ward(pupil, parent):
    """A pupil whom `parent` cares for."""
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    return pupil


def test_cancelled_lesson_notifies_pupils_guardians_and_teacher(group, teacher, ward, other_pupil):
    blind = factories.make_user(Role.PARENT, "Otabek")
    Guardian.objects.create(parent=blind, child=ward, kind="other", sees_progress=False)
    lesson = create_announced_lesson(group)
    client_for(teacher).post(f"/lessons/{lesson.pk}/cancel/", {"reason": WHY})
    assert told() == []
    assert run_notification_jobs() == 1
    assert told() == [("Gulnora", "cancelled"), ("Jasur", "cancelled"), ("Laylo", "cancelled")]
    assert WHY not in str(Notification.objects.values_list("data", flat=True))
    services.restore_lesson(actor=None, lesson=lesson)
    run_notification_jobs()
    assert told("lesson.restored") == [(name, "restored") for name in ("Dilnoza", "Gulnora", "Jasur", "Laylo")]


@pytest.mark.parametrize(
    ("locale", "now", "before"),
    [
        ("uz", "A2 morning: seshanba, 8-sentabr, 05:00 {zone}, 204. Oldin: dushanba", "7-sentabr, 01:00"),
        ("ru", "A2 morning: вторник, 8 сентября, 05:00 {zone}, 204. Раньше: понедельник", "7 сентября, 01:00"),
        ("en", "A2 morning: Tuesday, September 8, 05:00 {zone}, 204 instead of Monday,", "September 7, 01:00"),
    ],
    ids=["uz", "ru", "en"],
)
def test_message_has_time_and_language_of_the_reader(group, pupil, locale, now, before):
    User.objects.filter(pk=pupil.pk).update(locale=locale, zone="America/New_York")
    Membership.objects.filter(student=pupil).update(joined_on="2026-08-01")
    monday = datetime(2026, 9, 7, 10, tzinfo=TASHKENT)
    with time_machine.travel("2026-09-01T09:00:00+05:00", tick=False):
        room, ends = lesson_factory.create_test_room(group.branch), monday + HOUR
        lesson = services.create_lesson(actor=None, group=group, starts_at=monday, ends_at=ends)
        run_notification_jobs()
        Notification.objects.all().delete()
        tuesday = monday.replace(day=8, hour=14)
        services.reschedule_lesson(actor=None, lesson=lesson, starts_at=tuesday, reason=WHY, room=room)
        run_notification_jobs()
    (output,) = texts(User.objects.get(pk=pupil.pk))
    zone = "(America/New_York)"
    assert now.format(zone=zone) in output
    assert output.endswith(f"{before} {zone}.")


def test_two_quick_moves_are_one_message(group, pupil):
    lesson = create_announced_lesson(group)
    for day in (4, 5):
        services.reschedule_lesson(actor=None, lesson=lesson, starts_at=tashkent_time(day), reason=WHY)
    assert run_notification_jobs() == 2
    (data,) = Notification.objects.filter(user=pupil).values_list("data", flat=True)
    expected = [time.astimezone(UTC).isoformat() for time in (lesson.starts_at, tashkent_time(5))]
    assert [data["was_at"], data["starts_at"]] == expected


CHANGES: dict[str, Callable[[Lesson], object]] = {
    "cancelled and restored": lambda lesson: (
        services.cancel_lesson(actor=None, lesson=lesson, reason=WHY),
        services.restore_lesson(actor=None, lesson=lesson),
    ),
    "moved there and back": lambda lesson: [
        services.reschedule_lesson(actor=None, lesson=lesson, starts_at=tashkent_time(day), reason=WHY)
        for day in (4, 2)
    ],
    "another topic": lambda lesson: services.update_lesson(actor=None, lesson=lesson, values={"topic": "Future"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_undone_change_is_not_notified(change, group):
    CHANGES[change](create_announced_lesson(group))
    run_notification_jobs()
    assert told() == []


def test_cancellation_names_the_last_announced_time(group, pupil):
    lesson = create_announced_lesson(group)
    services.reschedule_lesson(actor=None, lesson=lesson, starts_at=tashkent_time(4, 15), reason=WHY)
    services.cancel_lesson(actor=None, lesson=lesson, reason=WHY)
    run_notification_jobs()
    (output,) = texts(pupil)
    assert "10:00" in output
    assert "15:00" not in output


def test_past_lessons_are_not_notified(group, teacher):
    services.cancel_lesson(actor=teacher, lesson=create_announced_lesson(group, days=-2), reason=WHY)
    services.cancel_lesson(actor=teacher, lesson=create_announced_lesson(group), reason=WHY)
    run_notification_jobs()
    assert told() == [("Jasur", "cancelled"), ("Laylo", "cancelled")]


def test_substitute_and_replaced_teacher_are_notified(group, teacher, other_teacher, manager):
    lesson = create_announced_lesson(group)
    services.substitute_teacher(actor=manager, lesson=lesson, teacher=other_teacher)
    run_notification_jobs()
    names = ["Dilnoza", "Jasur", "Laylo", "Nodira"]
    assert told() == [(name, "substituted") for name in names]
    services.substitute_teacher(actor=manager, lesson=lesson, teacher=None)
    run_notification_jobs()
    assert told() == sorted((name, "substituted") for name in names * 2)


def test_pupils_outside_the_register_are_not_notified(group, pupil, second_pupil):
    Membership.objects.filter(student=pupil).update(joined_on=tashkent_time(30).date())
    Membership.objects.filter(student=second_pupil).update(status="left", left_on=timezone.now().date())
    services.cancel_lesson(actor=group.lead_teacher, lesson=create_announced_lesson(group), reason=WHY)
    run_notification_jobs()
    assert told() == []


def test_repeated_job_notifies_once(group, pupil):
    services.cancel_lesson(actor=None, lesson=create_announced_lesson(group), reason=WHY)
    run_notification_jobs()
    Job.objects.filter(kind="lessons.tell").update(state="queued")
    assert run_notification_jobs() == 2
    assert Notification.objects.filter(user=pupil).count() == 1


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("uz", "A2 morning: qoʻshimcha dars — dushanba, 7-sentabr, 10:00, 204, oʻqituvchi Dilnoza Rahimova."),
        ("ru", "A2 morning: дополнительный урок — понедельник, 7 сентября, 10:00, 204, учитель Dilnoza Rahimova."),
        ("en", "A2 morning: extra lesson on Monday, September 7, 10:00, 204, teacher Dilnoza Rahimova."),
    ],
    ids=["uz", "ru", "en"],
)
def test_extra_lesson_is_notified(group, manager, pupil, locale, text):
    User.objects.filter(pk=pupil.pk).update(locale=locale)
    Membership.objects.filter(student=pupil).update(joined_on="2026-08-01")
    times = {"starts_at": "2026-09-07T10:00:00+05:00", "ends_at": "2026-09-07T11:00:00+05:00"}
    with time_machine.travel("2026-09-01T09:00:00+05:00", tick=False):
        body = {"group": str(group.pk), "room": str(lesson_factory.create_test_room(group.branch).pk), **times}
        assert client_for(manager).post("/lessons/", body).status == 201
        assert run_notification_jobs() == 1
        assert texts(User.objects.get(pk=pupil.pk)) == [text]


def test_extra_lesson_notifies_each_person_once(group, ward, manager):
    times = {"starts_at": tashkent_time(2).isoformat(), "ends_at": tashkent_time(2, 11).isoformat()}
    made = client_for(manager).post("/lessons/", {"group": str(group.pk), **times}).json
    lesson = Lesson.objects.get(pk=made["id"])
    services.reschedule_lesson(actor=manager, lesson=lesson, starts_at=tashkent_time(3), reason=WHY)
    assert run_notification_jobs() == 2
    assert told() == [(name, "created") for name in ("Dilnoza", "Gulnora", "Jasur", "Laylo")]
    (data,) = Notification.objects.filter(user=ward).values_list("data", flat=True)
    assert data["starts_at"] == tashkent_time(3).astimezone(UTC).isoformat()
    refused = client_for(manager).delete(f"/lessons/{lesson.pk}/")
    assert (refused.status, "cancel it instead" in refused.json["detail"]) == (409, True)
    services.cancel_lesson(actor=manager, lesson=lesson, reason=WHY)
    run_notification_jobs()
    assert told("lesson.cancelled") == [(name, "cancelled") for name in ("Dilnoza", "Gulnora", "Jasur", "Laylo")]


def test_past_or_deleted_extra_lesson_is_not_notified(group, teacher):
    lesson_factory.create_hour_lesson(group, -2)
    assert client_for(teacher).delete(f"/lessons/{lesson_factory.create_hour_lesson(group).pk}/").status == 204
    services.cancel_lesson(actor=None, lesson=lesson_factory.create_hour_lesson(group), reason=WHY)
    assert run_notification_jobs() == 3
    assert told() == []


def test_generated_lessons_are_not_notified_as_extra(group):
    with time_machine.travel(NOW):
        weeks_plan(group, make_line())
        assert services.generate_lessons(group).counts["added"]
        assert not Job.objects.filter(kind="lessons.tell").exists()
        run_notification_jobs()
        assert told() == []
