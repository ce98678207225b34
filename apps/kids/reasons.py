"""Why a lesson is recommended, in the reader's language and from the numbers that chose it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.stored_messages import FormattedMessage
from apps.core.translated_texts import pick_translation
from apps.kids.models import Skill
from apps.kids.recommending.lessons import Reason, ReasonCode

WORDS: Mapping[ReasonCode, StrOrPromise] = {
    ReasonCode.MISSES: _("Because %(misses)d of %(all_misses)d misses were in “%(skill)s”."),
    ReasonCode.PRACTICE: _("Because “%(skill)s” is known to %(percent)d of %(target_percent)d percent."),
    ReasonCode.NEW_SKILL: _("Because “%(skill)s” is new and what comes before it is known."),
    ReasonCode.DUE_REVIEW: _("Because “%(skill)s” was practised %(days)d days ago and is soon forgotten."),
    ReasonCode.EASY_SUCCESS: _("Because “%(skill)s” succeeds easily now: a lesson to be glad of."),
    ReasonCode.NEXT_LESSON: _("Because it is the next lesson of the class."),
    ReasonCode.AGAIN: _("Because it was done %(days)d days ago, and everything else too."),
}
JUST_NOW: Mapping[ReasonCode, StrOrPromise] = {
    ReasonCode.DUE_REVIEW: _("Because “%(skill)s” was practised yesterday and is soon forgotten."),
    ReasonCode.AGAIN: _("Because everything is done: this once more."),
}
"""Where `days` is below 2."""
CHILD_WORDS: Mapping[ReasonCode, StrOrPromise] = {
    ReasonCode.NEW_SKILL: _("Something new for you!"),
    ReasonCode.EASY_SUCCESS: _("You can do this!"),
    ReasonCode.DUE_REVIEW: _("Do you still know this?"),
    ReasonCode.AGAIN: _("Do you still know this?"),
}
"""A child reads no number of its own misses."""
FOR_CHILDREN = _("This comes next!")


def write_reason(reason: Reason, skill: Skill | None, *, for_child: bool) -> str:
    """Return the reason in the active language."""
    if for_child:
        return str(CHILD_WORDS.get(reason.code, FOR_CHILDREN))
    name = pick_translation(skill.name) if skill else ""
    words = JUST_NOW.get(reason.code, WORDS[reason.code]) if reason.numbers.get("days", 2) < 2 else WORDS[reason.code]
    return FormattedMessage(words, skill=name, **reason.numbers)
