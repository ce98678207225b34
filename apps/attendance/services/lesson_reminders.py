"""Reminders of lessons: each pupil in the register who is not excused, and guardians who may see the progress, once
before a lesson.

A reminder that would come in quiet hours comes after them, or, where that is too late, before they begin. Each run uses
the current data only; the notification's key is the lesson with its start, so a second run sends nothing again and a
moved lesson is reminded of anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.accounts.queries import load_guardians_with_progress
from apps.attendance import queries
from apps.attendance.models import Attendance, Presence
from apps.core.translated_texts import write_in_every_language
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.lessons.formatting import format_for_reader
from apps.lessons.models import Lesson, LessonStatus
from apps.notifications.channels import TELEGRAM_CHANNELS, Channel
from apps.notifications.hours import MessageHours
from apps.notifications.models import Notification
from apps.notifications.preferences import load_quiet_hours_and_digests
from apps.notifications.services import notify
from apps.settings.queries import get_system_settings

REMINDER = "lesson.reminder"
LONGEST_QUIET = timedelta(days=1)
LEAST_NOTICE = timedelta(minutes=30)
"""A reminder that quiet hours would bring later than this before the lesson comes before them."""
BEFORE_QUIET = timedelta(minutes=30)
"""How long before quiet hours an early reminder comes."""
BATCH_SIZE = 100
"""Notifications in one transaction."""


@dataclass(frozen=True)
class _Reminder:
    person: User
    lesson: Lesson
    pupils: list[User] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.lesson.pk}:{self.lesson.starts_at.timestamp():.0f}"


def send_lesson_reminders(job: ClaimedJob) -> None:
    """Job handler, every 10 minutes: send the reminders that are due, none when `lesson_reminder_hours` is 0."""
    settings, now = get_system_settings(), timezone.now()
    ahead = timedelta(hours=settings.lesson_reminder_hours)
    channels = (*TELEGRAM_CHANNELS, Channel.SMS) if settings.lesson_reminder_sms else TELEGRAM_CHANNELS
    reminders = _list_due_reminders(now, ahead) if ahead else []
    for start in range(0, len(reminders), BATCH_SIZE):
        with unit_of_work():
            for reminder in reminders[start : start + BATCH_SIZE]:
                _send_reminder(reminder, channels)
    with unit_of_work():
        jobs.complete_job(job)


def _list_due_reminders(now: datetime, ahead: timedelta) -> list[_Reminder]:
    lessons = Lesson.objects.filter(
        status=LessonStatus.PLANNED, starts_at__gt=now, starts_at__lte=now + ahead + LONGEST_QUIET
    )
    reminders = _build_reminders(
        list(lessons.select_related("group__branch", "group__schedule", "room").order_by("starts_at", "id"))
    )
    sent = _load_sent_keys(reminders)
    reminders = [reminder for reminder in reminders if (reminder.person.pk, reminder.key) not in sent]
    hours = load_quiet_hours_and_digests({reminder.person for reminder in reminders})
    return [row for row in reminders if _is_due(row.lesson, hours[row.person.pk], now=now, ahead=ahead)]


def _build_reminders(lessons: Sequence[Lesson]) -> list[_Reminder]:
    """Return a reminder for each person and lesson: expected pupils who are not excused, and their guardians."""
    registers = queries.load_expected_pupils(lessons)
    marks = Attendance.objects.filter(lesson__in=lessons, status__counts_as=Presence.EXCUSED)
    excused = set(marks.values_list("lesson", "student"))
    for day in {queries.get_lesson_day(lesson) for lesson in lessons}:
        that_day = [lesson for lesson in lessons if queries.get_lesson_day(lesson) == day]
        pupils = {student for lesson in that_day for student in registers.get(lesson.pk, ())}
        covered = queries.find_accepted_excuses(pupils, day)
        excused |= {(lesson.pk, student) for lesson in that_day for student in covered}
    students = {student for register in registers.values() for student in register}
    guardians = load_guardians_with_progress(students)
    reminders: dict[tuple[object, object], _Reminder] = {}
    for lesson in lessons:
        for student_id, row in registers.get(lesson.pk, {}).items():
            if (lesson.pk, student_id) in excused:
                continue
            for person in (row.student, *guardians.get(student_id, [])):
                if person.is_active:
                    reminder = reminders.setdefault((lesson.pk, person.pk), _Reminder(person, lesson))
                    reminder.pupils.append(row.student)
    return list(reminders.values())


def _load_sent_keys(reminders: Sequence[_Reminder]) -> set[tuple[object, str]]:
    rows = Notification.objects.filter(
        type=REMINDER,
        user__in={reminder.person.pk for reminder in reminders},
        key__in={reminder.key for reminder in reminders},
    )
    return set(rows.values_list("user", "key"))


def _is_due(lesson: Lesson, hours: MessageHours, *, now: datetime, ahead: timedelta) -> bool:
    """Return whether it is time to remind of the lesson. Nobody is reminded of one that was created by hand or moved
    after that time: that was a message of its own.
    """
    remind_at = lesson.starts_at - ahead
    due = hours.skip_quiet_hours(remind_at)
    if due > lesson.starts_at - LEAST_NOTICE:
        due = hours.get_quiet_start(remind_at) - BEFORE_QUIET
    announced_at = lesson.moved_at or (lesson.created_at if lesson.slot is None else None)
    return due <= now and (announced_at is None or announced_at < due)


def _send_reminder(reminder: _Reminder, channels: Sequence[Channel]) -> None:
    person, lesson = reminder.person, reminder.lesson
    places = (lesson.room.name if lesson.room else "", lesson.online_link)
    zones = {"reader_zone": person.zone, "local_zone": lesson.group.local_zone}
    when = write_in_every_language(partial(format_for_reader, lesson.starts_at, places=places, **zones))
    data = {"lesson": str(lesson.pk), "group_id": str(lesson.group_id), "group": lesson.group.name, "when": when}
    data |= {"students": ", ".join(pupil.first_name for pupil in reminder.pupils), "link": lesson.online_link}
    data |= {"starts_at": lesson.starts_at.isoformat()}
    notify(user=person, type=REMINDER, data=data, key=reminder.key, until=lesson.starts_at, channels=channels)
