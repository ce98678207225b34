"""People hear that the timetable of their group has changed: once a change, and never of the horizon that moves on."""

from datetime import date, timedelta

import pytest
import time_machine

import apps.jobs.services as jobs
from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.jobs.models import Job
from apps.lessons.job_kinds import GENERATE_LESSONS, NOTIFY_TIMETABLE_CHANGE
from apps.lessons.models import Lesson
from apps.lessons.services import create_holiday, generate_lessons, remove_holiday, update_holiday
from apps.lessons.slots import TimetableLine
from apps.notifications.composition import compose_message
from apps.notifications.models import Notification, NotificationLog
from tests import factories
from tests.factories import client_for
from tests.lessons.timetable_factory import MONDAY, NOW, make_line, run_jobs, schedule_body, set_schedule

pytestmark = pytest.mark.usefixtures("monday_morning")

NAME = {"en": "Navruz"}
EVERYBODY = ["Dilnoza", "Jasur", "Laylo", "Sardor"]
"""The lead, two pupils, the assistant."""


def hear() -> list[str]:
    """Lessons are made and people told, pauses aside: the names of those who hear now that a timetable has changed."""
    old = list(Notification.objects.values_list("pk", flat=True))
    run_jobs()
    new = Notification.objects.filter(type="timetable.changed").exclude(pk__in=old)
    return sorted(new.values_list("user__first_name", flat=True))


def change_and_read(group: Group, person: User, *lines: TimetableLine) -> str:
    """The group has this timetable from now on; what the person reads about that."""
    Notification.objects.all().delete()
    set_schedule(group, *lines)
    run_jobs()
    return read_text(person)


def read_text(person: User) -> str:
    """The text of the person's one message."""
    (notification,) = client_for(person).get("/notifications/").json["results"]
    return str(notification["text"])


def test_new_timetable_notifies_members_guardians_and_teachers(
    group, manager, pupil, second_pupil, parent, other_teacher
):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    blind = factories.make_user(Role.PARENT, "Otabek")
    Guardian.objects.create(parent=blind, child=pupil, kind="other", sees_progress=False)
    Membership.objects.filter(student=second_pupil).update(status="left", left_on=MONDAY - timedelta(days=1))
    lines = schedule_body({}, {"weekday": 3, "teacher": str(other_teacher.pk)})
    assert client_for(manager).put(f"/courses/groups/{group.pk}/schedule/", lines).status == 200
    assert hear() == ["Dilnoza", "Gulnora", "Jasur", "Nodira", "Sardor"]
    (notification,) = client_for(pupil).get("/notifications/").json["results"]
    assert (notification["type"], notification["text"]) == (
        "timetable.changed",
        "The timetable of A2 morning has changed. New lessons: Monday, 10:00, from September 7; "
        "Thursday, 10:00, from September 10.",
    )


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("uz", "A2 morning: jadval oʻzgardi. Avval: dushanba, 10:00, 7-sentabrdan boshlab. "
               "Endi: seshanba, 11:30, 8-sentabrdan boshlab."),
        ("ru", "A2 morning: расписание изменилось. Раньше: понедельник, 10:00, с 7 сентября. "
               "Теперь: вторник, 11:30, с 8 сентября."),
        ("en", "The timetable of A2 morning has changed. Before: Monday, 10:00, from September 7. "
               "Now: Tuesday, 11:30, from September 8."),
    ],
)  # fmt: skip
def test_message_names_what_was_and_what_is_now_in_the_language_of_the_reader(group, pupil, locale, text):
    set_schedule(group, make_line())
    run_jobs()
    change_and_read(group, pupil, make_line(1, starts="11:30"))
    User.objects.filter(pk=pupil.pk).update(locale=locale)
    reader = User.objects.get(pk=pupil.pk)
    assert read_text(reader) == text
    for channel in ("in_app", "telegram", "push"):
        row = NotificationLog(user=reader, type="timetable.changed", channel=channel)
        row.notification = Notification.objects.get(user=reader)
        assert text in "\n".join(compose_message(row))


def test_message_names_single_lessons_of_a_holiday_and_who_teaches_instead(group, pupil, other_teacher):
    set_schedule(group, make_line())
    run_jobs()
    Notification.objects.all().delete()
    create_holiday(actor=None, name=NAME, starts_on=date(2026, 9, 14), ends_on=date(2026, 9, 15))
    run_jobs()
    assert read_text(pupil).endswith("No lessons any more: Monday, September 14, 10:00.")
    assert change_and_read(group, pupil, make_line(teacher_id=other_teacher.pk)).endswith(
        "Before: Monday, 10:00–11:30, Dilnoza Rahimova, from September 7. "
        "Now: Monday, 10:00–11:30, Nodira Tosheva, from September 7."
    )


def test_changes_that_undo_each_other_are_not_notified(group):
    set_schedule(group, make_line())
    run_jobs()
    for second, starts in enumerate(("11:00", "10:00"), start=1):
        with time_machine.travel(NOW + timedelta(seconds=second), tick=False):
            set_schedule(group, make_line(starts=starts))
            generate_lessons(group)
    assert hear() == []


def test_holiday_changes_are_notified(group, other_group):
    set_schedule(group, make_line())
    run_jobs()
    holiday = create_holiday(actor=None, name=NAME, starts_on=date(2026, 9, 15), ends_on=date(2026, 9, 16))
    assert hear() == []
    update_holiday(actor=None, holiday=holiday, starts_on=date(2026, 9, 14))
    assert hear() == EVERYBODY
    update_holiday(actor=None, holiday=holiday, name={"en": "Feast"})
    assert hear() == []
    remove_holiday(actor=None, holiday=holiday)
    assert hear() == EVERYBODY


def test_horizon_extension_is_not_notified(group):
    set_schedule(group, make_line())
    run_jobs()
    before = Lesson.objects.count()
    with time_machine.travel(NOW + timedelta(weeks=2), tick=False):
        with unit_of_work():
            jobs.enqueue(kind=GENERATE_LESSONS)
        assert hear() == []
    assert Lesson.objects.count() == before + 2
    generate_lessons(group, until=MONDAY + timedelta(weeks=20))
    assert Lesson.objects.count() > before + 2
    assert hear() == []


def test_two_quick_changes_notify_once_also_former_teachers(group, other_teacher):
    set_schedule(group, make_line(teacher_id=other_teacher.pk))
    run_jobs()
    for second, starts in enumerate(("11:00", "12:00"), start=1):
        with time_machine.travel(NOW + timedelta(seconds=second), tick=False):
            set_schedule(group, make_line(starts=starts))
            generate_lessons(group)
    assert Job.objects.filter(kind=NOTIFY_TIMETABLE_CHANGE, state="queued").count() == 2
    assert hear() == sorted([*EVERYBODY, "Nodira"])


def test_unchanged_lines_and_past_changes_are_not_notified(group):
    over = make_line(2, valid_from=MONDAY - timedelta(weeks=4), valid_until=MONDAY - timedelta(weeks=2))
    set_schedule(group, make_line(), over)
    run_jobs()
    for lines in ([make_line(), over], [make_line()]):
        set_schedule(group, *lines)
        assert hear() == []
