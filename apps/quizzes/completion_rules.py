"""The rule of lessons that are done when their quizzes are passed."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.learning.blocks.kinds import Block
from apps.learning.completion_rules import CompletionRule
from apps.quizzes.queries import has_passed_lesson
from apps.quizzes.services.lesson_quizzes import BLOCK_KIND


def _find_missing(blocks: Collection[Block]) -> StrOrPromise | None:
    if any(block["kind"] == BLOCK_KIND for block in blocks):
        return None
    return _("It is done when its quiz is passed, and has no quiz.")


COMPLETION_RULES = [CompletionRule("quiz_passed", {}, is_done=has_passed_lesson, find_missing=_find_missing)]
