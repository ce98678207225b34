"""`/excuse`: which child, which day, why; then it is the excuse that the app asks for."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.attendance.services import ask_to_be_excused
from apps.core.errors import Invalid
from apps.core.local_days import day_bounds, local_day
from apps.courses.access import get_pupil
from apps.lessons.models import LessonStatus
from apps.portal.telegram.buttons import Press
from apps.portal.telegram.chat import Chat
from apps.portal.telegram.today import lessons_of, zone_of
from apps.portal.telegram.wording import clock, on

STEP = "excuse"
DAYS_AHEAD = 14
MOST_DAYS = 8
LONGEST_REASON = 500


def excuse(chat: Chat) -> None:
    """Offer the coming days on which the pupil has lessons."""
    pupil = chat.pupil("excuse")
    if pupil is None:
        return
    days = _days(pupil)
    if not days:
        chat.say(_("{name} has no lessons in the next {days} days.").format(name=pupil.full_name, days=DAYS_AHEAD))
        return
    rows = [[chat.button(words, "away", pupil.pk, f"{day:%Y%m%d}")] for day, words in days.items()]
    chat.say(_("On which day will {name} be away?").format(name=pupil.full_name), rows)


def chosen_day(chat: Chat, press: Press) -> None:
    """A day was chosen: ask why."""
    pupil = next((one for one in chat.pupils() if one.pk == press.id(0)), None)
    if pupil is None or len(press.arguments) < 2:
        chat.change(_("This is not open to you any more."))
        return
    day = date.fromisoformat(press.arguments[1])
    chat.ask(STEP, {"student": str(pupil.pk), "day": day.isoformat()})
    chat.change(_("{name}, {day}. Write in one message why.").format(name=pupil.full_name, day=on(day)))


def reason_given(chat: Chat, data: dict[str, Any]) -> None:
    """The reason came: the excuse waits for an answer, and the teachers are told."""
    reason = chat.update.text.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid.field("reason", _("Please write it in at most {count} characters.").format(count=LONGEST_REASON))
    pupil, day = get_pupil(chat.user, UUID(data["student"])), date.fromisoformat(data["day"])
    ask_to_be_excused(actor=chat.user, student=pupil, starts_on=day, ends_on=day, reason=reason)
    chat.forget_question()
    chat.say(_("It was sent: {name}, {day}. The teacher answers it.").format(name=pupil.full_name, day=on(day)))


def _days(pupil: User) -> dict[date, str]:
    """The next local days with lessons, and when these are."""
    name = zone_of(pupil)
    zone, first = ZoneInfo(name), local_day(timezone.now(), name)
    since, _end = day_bounds(first, name)
    found: dict[date, str] = {}
    for lesson in lessons_of(pupil, since, since + timedelta(days=DAYS_AHEAD)):
        if lesson.status != LessonStatus.PLANNED:
            continue
        day, time = local_day(lesson.starts_at, name), clock(lesson.starts_at, zone)
        if day in found:
            found[day] += f", {time}"
        elif len(found) < MOST_DAYS:
            found[day] = f"{on(day)} {time}"
    return found
