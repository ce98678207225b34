"""Times, states and marks as the bot writes them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.homework.models import Homework, HomeworkState
from apps.homework.verdicts import small, stars_of

STAR = "\u2b50"


def format_date(day: date) -> str:
    """A day as people write it."""
    return day.strftime("%d.%m.%Y")


def format_datetime(moment: datetime, zone: ZoneInfo) -> str:
    """A day and a time in that zone."""
    return moment.astimezone(zone).strftime("%d.%m.%Y %H:%M")


def format_time(moment: datetime, zone: ZoneInfo) -> str:
    """A time in that zone."""
    return moment.astimezone(zone).strftime("%H:%M")


def describe_state(homework: Homework) -> str:
    """How far a homework is."""
    return {
        HomeworkState.ASSIGNED: _("not handed in"),
        HomeworkState.RETURNED: _("to be done again"),
        HomeworkState.PROCESSING: _("is being marked"),
        HomeworkState.NEEDS_REVIEW: _("waits for the teacher"),
        HomeworkState.SCORED: _("marked"),
        HomeworkState.REVIEWED: _("accepted"),
    }[HomeworkState(homework.state)]


def format_score(homework: Homework) -> str:
    """The mark that stands, as the pupil and their family see it: of a child under 8 stars; "" without one."""
    if homework.score is None:
        return ""
    if small(homework.last_attempt):
        return STAR * (stars_of(homework) or 0)
    return f"{float(homework.score):g}/100"
