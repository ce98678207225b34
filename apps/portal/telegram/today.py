"""`/today`: a teacher's lessons and how many hand-ins wait; a pupil's lessons, absences and homework due."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.attendance.queries import open_groups, visible_marks
from apps.core.local_days import day_bounds, local_day
from apps.core.translated_texts import localized
from apps.courses.queries import led_groups
from apps.homework.models import HomeworkState
from apps.homework.queries import taught_homework, visible_homework
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.queries import calendar_entries, taught_by
from apps.portal.telegram.chat import Chat
from apps.portal.telegram.wording import at, clock, on, state

STILL_OPEN = (HomeworkState.ASSIGNED, HomeworkState.RETURNED)
MOST = 30
OVERDUE = timedelta(days=7)


def today(chat: Chat) -> None:
    """Both, for a teacher who is a parent too."""
    teaches = Lesson.objects.filter(taught_by(chat.user)).exists()
    if teaches:
        chat.say(_own_day(chat))
    if not teaches or chat.pupils():
        pupil = chat.pupil("today")
        if pupil is not None:
            chat.say(_day_of(chat, pupil))


def lessons_of(pupil: User, since: datetime, until: datetime) -> list[Lesson]:
    """The lessons at which the pupil stands in the register, soonest first."""
    groups = {group.pk for group in open_groups(pupil)}
    entries = calendar_entries(pupil, since=since, until=until)
    return [entry.lesson for entry in entries if entry.lesson.group_id in groups]


def zone_of(pupil: User) -> str:
    """The zone of the pupil's days: that of their first group, else their own."""
    return next((group.local_zone for group in open_groups(pupil)), pupil.zone)


def _own_day(chat: Chat) -> str:
    user = chat.user
    zone = chat.zone
    day = local_day(timezone.now(), user.zone)
    since, until = day_bounds(day, user.zone)
    rows = Lesson.objects.filter(taught_by(user), ends_at__gt=since, starts_at__lt=until)
    rows = rows.select_related("group__branch", "room", "teacher").order_by("starts_at", "id")
    lines = [_("Your lessons on {day}").format(day=on(day))]
    lines += [_lesson(lesson, zone) for lesson in rows[:MOST]] or [_("No lessons.")]
    waiting = taught_homework(user).filter(
        state=HomeworkState.NEEDS_REVIEW, assignment__group__in=led_groups(user).order_by().values("pk")
    )
    lines += ["", _("Hand-ins that wait for you: {count}").format(count=waiting.count())]
    return "\n".join(lines)


def _day_of(chat: Chat, pupil: User) -> str:
    name = zone_of(pupil)
    zone, day = ZoneInfo(name), local_day(timezone.now(), name)
    since, until = day_bounds(day, name)
    marks = _marks(chat.user, pupil, day)
    lines = [_("{name}, {day}").format(name=pupil.full_name, day=on(day))]
    lessons = lessons_of(pupil, since, until)[:MOST]
    lines += [_lesson(lesson, zone, marks.get(str(lesson.pk), "")) for lesson in lessons] or [_("No lessons.")]
    due = _due(chat.user, pupil, since, until)
    if due:
        lines += ["", _("Homework due:"), *(f"• {text}" for text in due)]
    return "\n".join(lines)


def _lesson(lesson: Lesson, zone: ZoneInfo, mark: str = "") -> str:
    where = f", {lesson.room}" if lesson.room else ""
    said = f"{clock(lesson.starts_at, zone)}–{clock(lesson.ends_at, zone)} {lesson.group.name}{where}"
    if lesson.status == LessonStatus.CANCELLED:
        mark = _("cancelled")
    return f"{said}: {mark}" if mark else said


def _marks(user: User, pupil: User, day: date) -> dict[str, str]:
    """What the registers of that day say of the pupil, as the person may see it."""
    found = visible_marks(user, student_id=pupil.pk, first=day, last=day)
    return {str(mark.lesson_id): localized(mark.status.name) for mark in found}


def _due(user: User, pupil: User, since: datetime, until: datetime) -> list[str]:
    """Open homework whose deadline comes by the end of the day, or came within the week before."""
    lately = since - OVERDUE
    near = Q(assignment__deadline__gte=lately) | Q(extended_until__gte=lately)
    rows = visible_homework(user, student_id=pupil.pk).filter(
        near, state__in=STILL_OPEN, assignment__deadline__lt=until
    )
    zone = ZoneInfo(zone_of(pupil))
    found = [(one.due_at, one) for one in rows.order_by("assignment__deadline", "id")[:MOST]]
    return [f"{one.assignment.title}, {at(due, zone)}, {state(one)}" for due, one in found if due and due < until]
