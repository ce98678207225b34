"""`/excuse`: choose a child and a day, write the reason; it becomes an excuse as in the app."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.attendance.services import request_excuse
from apps.core.errors import Invalid
from apps.core.local_days import get_day_bounds, get_local_day, get_today
from apps.courses.access import get_pupil
from apps.lessons.models import LessonStatus
from apps.portal.telegram.buttons import ButtonPress
from apps.portal.telegram.chat import LinkedChat, find_pupil
from apps.portal.telegram.formatting import format_date, format_time
from apps.portal.telegram.today import get_pupil_zone, list_pupil_lessons

STEP = "excuse"
DAYS_AHEAD = 14
MAX_DAYS = 8
MAX_REASON_LENGTH = 500


def offer_excuse_days(chat: LinkedChat) -> None:
    """Offer the next days with lessons of the pupil."""
    if (pupil := chat.get_pupil("excuse")) is None:
        return
    if not (days := _list_lesson_days(pupil)):
        chat.reply(_("{name} has no lessons in the next {days} days.").format(name=pupil.full_name, days=DAYS_AHEAD))
        return
    rows = [[chat.build_button(label, "away", pupil.pk, f"{day:%Y%m%d}")] for day, label in days.items()]
    chat.reply(_("On which day will {name} be absent?").format(name=pupil.full_name), rows)


def choose_excuse_day(chat: LinkedChat, press: ButtonPress) -> None:
    """Take the chosen day and ask for the reason."""
    pupil = find_pupil(chat.list_pupils(), press.id(0))
    if pupil is None or len(press.arguments) < 2:
        chat.edit_message(_("You no longer have access to this."))
        return
    day = date.fromisoformat(press.arguments[1])
    chat.wait_for_answer(STEP, {"student": str(pupil.pk), "day": day.isoformat()})
    text = _("{name}, {day}. Write the reason in one message.")
    chat.edit_message(text.format(name=pupil.full_name, day=format_date(day)))


def submit_excuse(chat: LinkedChat, data: dict[str, Any]) -> None:
    """Take the reason and submit the excuse; the teachers are notified."""
    reason = chat.update.text.strip()
    if not reason or len(reason) > MAX_REASON_LENGTH:
        raise Invalid.field("reason", _("Please write at most {count} characters.").format(count=MAX_REASON_LENGTH))
    pupil, day = get_pupil(chat.user, UUID(data["student"])), date.fromisoformat(data["day"])
    request_excuse(actor=chat.user, student=pupil, starts_on=day, ends_on=day, reason=reason)
    chat.forget_question()
    chat.reply(_("Sent: {name}, {day}. The teacher will answer.").format(name=pupil.full_name, day=format_date(day)))


def _list_lesson_days(pupil: User) -> dict[date, str]:
    """Return the next local days with lessons, and their times."""
    name = get_pupil_zone(pupil)
    zone, first = ZoneInfo(name), get_today(name)
    since, _end = get_day_bounds(first, name)
    days: dict[date, str] = {}
    for lesson in list_pupil_lessons(pupil, since, since + timedelta(days=DAYS_AHEAD)):
        if lesson.status != LessonStatus.PLANNED:
            continue
        day, time = get_local_day(lesson.starts_at, name), format_time(lesson.starts_at, zone)
        if day in days:
            days[day] += f", {time}"
        elif len(days) < MAX_DAYS:
            days[day] = f"{format_date(day)} {time}"
    return days
