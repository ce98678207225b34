"""Headings of the columns of lists of leads."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

LEAD_TITLES: dict[str, StrOrPromise] = {
    "owner": _("Who works with it"),
    "next_step": _("Next step"),
    "next_step_at": _("Next step on"),
    "called_at": _("Called on"),
    "claimed_by": _("Calls now"),
    "claimed_until": _("Calls until"),
    "tried_on": _("Tried on"),
    "converted_at": _("Became a pupil on"),
    "lost_at": _("Lost on"),
    "loss_reason": _("Why lost"),
    "contract_number": _("Contract"),
    "form": _("Form"),
    "consented_at": _("Agreed on"),
    "outcome": _("How it went"),
    "data": _("What changed"),
    "test": _("Test"),
    "consent": _("What people agree to"),
    "thanks": _("What they read afterwards"),
    "per_day": _("A day at most"),
    "meta_form": _("Form at Meta"),
}
"""By the name of the field."""
