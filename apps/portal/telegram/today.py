"""`/today`: a teacher's lessons and homework to review; a pupil's lessons, absences and homework due."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.attendance.queries import list_current_groups, list_visible_marks
from apps.core.local_days import get_day_bounds, get_today
from apps.core.translated_texts import pick_translation
from apps.courses.queries import list_own_taught_groups
from apps.homework.models import HomeworkState
from apps.homework.queries import OPEN_STATES, list_own_taught_homework, list_visible_homework, with_due_at
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.queries import build_own_teaching_filter, list_calendar_lessons
from apps.portal.telegram.chat import LinkedChat
from apps.portal.telegram.formatting import describe_state, format_date, format_datetime, format_time

MAX_ROWS = 30
OVERDUE_SHOWN = timedelta(days=7)


def show_today(chat: LinkedChat) -> None:
    """Show the day; both days for a teacher who is also a parent. Who leads a group teaches, also without lessons."""
    leads = list_own_taught_groups(chat.user).exists()
    teaches = leads or Lesson.objects.filter(build_own_teaching_filter(chat.user)).exists()
    if teaches:
        chat.reply(_describe_teacher_day(chat))
    if (not teaches or chat.list_pupils()) and (pupil := chat.get_pupil("today")):
        chat.reply(_describe_pupil_day(chat, pupil))


def list_pupil_lessons(pupil: User, since: datetime, until: datetime) -> list[Lesson]:
    """Return the lessons of the pupil's groups, soonest first."""
    groups = {group.pk for group in list_current_groups(pupil)}
    entries = list_calendar_lessons(pupil, since=since, until=until)
    return [entry.lesson for entry in entries if entry.lesson.group_id in groups]


def get_pupil_zone(pupil: User) -> str:
    """Return the zone of the pupil's days: of their first group, else their own."""
    return next((group.local_zone for group in list_current_groups(pupil)), pupil.zone)


def _describe_teacher_day(chat: LinkedChat) -> str:
    user = chat.user
    day = get_today(user.zone)
    since, until = get_day_bounds(day, user.zone)
    rows = Lesson.objects.filter(build_own_teaching_filter(user), ends_at__gt=since, starts_at__lt=until)
    rows = rows.select_related("group__branch", "room", "teacher").order_by("starts_at", "id")
    lines = [_("Your lessons on {day}").format(day=format_date(day))]
    lines += [_describe_lesson(lesson, ZoneInfo(user.zone)) for lesson in rows[:MAX_ROWS]] or [_("No lessons.")]
    waiting = list_own_taught_homework(user).filter(state=HomeworkState.NEEDS_REVIEW)
    lines += ["", _("Homework to review: {count}").format(count=waiting.count())]
    return "\n".join(lines)


def _describe_pupil_day(chat: LinkedChat, pupil: User) -> str:
    """Return the pupil's local day, with times in the reader's zone."""
    name = get_pupil_zone(pupil)
    zone, day = ZoneInfo(chat.user.zone), get_today(name)
    since, until = get_day_bounds(day, name)
    visible = list_visible_marks(chat.user, student_id=pupil.pk, first=day, last=day)
    marks = {mark.lesson_id: pick_translation(mark.status.name) for mark in visible}
    lines = [_("{name}, {day}").format(name=pupil.full_name, day=format_date(day))]
    lessons = list_pupil_lessons(pupil, since, until)[:MAX_ROWS]
    lines += [_describe_lesson(lesson, zone, marks.get(lesson.pk, "")) for lesson in lessons] or [_("No lessons.")]
    if due := _list_due(chat.user, pupil, since, until):
        lines += ["", _("Homework due:"), *(f"• {text}" for text in due)]
    return "\n".join(lines)


def _describe_lesson(lesson: Lesson, zone: ZoneInfo, mark: str = "") -> str:
    where = f", {lesson.room}" if lesson.room else ""
    text = f"{format_time(lesson.starts_at, zone)}–{format_time(lesson.ends_at, zone)} {lesson.group.name}{where}"
    if lesson.status == LessonStatus.CANCELLED:
        mark = _("cancelled")
    return f"{text}: {mark}" if mark else text


def _list_due(user: User, pupil: User, since: datetime, until: datetime) -> list[str]:
    """Return open homework with a deadline until the end of the day, or within the week before."""
    lately = since - OVERDUE_SHOWN
    rows = with_due_at(list_visible_homework(user, student_id=pupil.pk)).filter(due__gte=lately, due__lt=until)
    zone = ZoneInfo(user.zone)
    return [
        f"{homework.assignment.title}, {format_datetime(homework.due_at, zone)}, {describe_state(homework)}"
        for homework in rows.filter(state__in=OPEN_STATES).order_by("task_due", "id")[:MAX_ROWS]
    ]
