"""Headings of the columns of lists of forums and moderation."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

FORUM_TITLES: dict[str, StrOrPromise] = {
    "can_write": _("You write"),
    "why_not": _("Why not"),
    "can_moderate": _("You moderate"),
    "unread_count": _("Unread"),
    "forum_name": _("Forum"),
    "second": _("Second of the film"),
    "is_pinned": _("Pinned"),
    "is_locked": _("Locked"),
    "is_resolved": _("Resolved"),
    "reply_count": _("Replies"),
    "is_new": _("New"),
    "last_activity_at": _("Last text on"),
    "edited_at": _("Edited on"),
    "depth": _("Depth"),
    "mentions": _("Mentions"),
    "upvotes": _("Votes"),
    "has_upvoted": _("You voted"),
    "is_accepted": _("Accepted"),
    "place_title": _("Where"),
    "written_at": _("Written on"),
    "report_count": _("Reports"),
    "has_appeal": _("Appeal waits"),
    "hides": _("Text hidden"),
    "everywhere": _("Everywhere"),
    "lifted_at": _("Lifted on"),
    "lifted_by": _("Lifted by"),
    "word": _("Word"),
    "effect": _("Effect"),
    "seen_at": _("Seen on"),
    "withdrawn_at": _("Withdrawn on"),
    "words": _("What they write"),
}
"""By the name of the field."""
