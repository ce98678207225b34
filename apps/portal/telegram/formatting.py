"""Times, states and scores in messages of the bot."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.homework.models import Homework, HomeworkState
from apps.homework.verdicts import get_homework_stars, was_pupil_under_8

STAR = "\u2b50"


def format_date(day: date) -> str:
    """Return a day as 31.12.2026."""
    return day.strftime("%d.%m.%Y")


def format_datetime(moment: datetime, zone: ZoneInfo) -> str:
    """Return a day and a time in that zone."""
    return moment.astimezone(zone).strftime("%d.%m.%Y %H:%M")


def format_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return a time in that zone."""
    return moment.astimezone(zone).strftime("%H:%M")


def describe_state(homework: Homework) -> str:
    """Return the state of a homework in words."""
    return {
        HomeworkState.ASSIGNED: _("not submitted"),
        HomeworkState.RETURNED: _("to be done again"),
        HomeworkState.PROCESSING: _("is being scored"),
        HomeworkState.NEEDS_REVIEW: _("waiting for the teacher"),
        HomeworkState.SCORED: _("scored"),
        HomeworkState.REVIEWED: _("accepted"),
    }[HomeworkState(homework.state)]


def format_score(homework: Homework) -> str:
    """Return the score for the pupil and the family: stars for a child under 8; "" without a score."""
    if homework.score is None:
        return ""
    if was_pupil_under_8(homework.last_attempt):
        return STAR * (get_homework_stars(homework) or 0)
    return f"{float(homework.score):g}/100"
