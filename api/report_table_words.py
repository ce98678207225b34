"""Headings of the columns of lists of reports and their schedules."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

REPORT_TITLES: dict[str, StrOrPromise] = {
    "BackgroundReportOut.total": _("Rows of the list"),
    "weekday": _("Weekday"),
    "month_day": _("Day of the month"),
    "hour": _("Hour"),
    "next_at": _("Next on"),
    "last_at": _("Last on"),
    "receivers": _("Receivers"),
}
