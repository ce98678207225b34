"""Headings of the columns of lists of tickets."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

SUPPORT_TITLES: dict[str, StrOrPromise] = {
    "branch_name": _("Branch"),
    "category_title": _("Category"),
    "priority": _("Priority"),
    "subject": _("Subject"),
    "assignee": _("Works on it"),
    "first_answered_at": _("First answered on"),
    "first_answer_due_at": _("First answer due on"),
    "resolution_due_at": _("Resolution due on"),
    "reopened_count": _("Reopened"),
    "rated_at": _("Rated on"),
    "rating_words": _("Words about it"),
    "is_of_reporter": _("Of who asked"),
    "is_internal": _("Note"),
    "moved_from": _("Moved from ticket"),
}
"""By the name of the field."""
