"""The rule of lessons that are done when their packages say so."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.learning.blocks.kinds import Block
from apps.learning.completion_rules import CompletionRule
from apps.packages.queries import BLOCK_KIND, has_completed_packages


def _find_missing(blocks: Collection[Block]) -> StrOrPromise | None:
    if any(block["kind"] == BLOCK_KIND for block in blocks):
        return None
    return _("It is done when its package says so, and has no package.")


COMPLETION_RULES = [CompletionRule("package", {}, is_done=has_completed_packages, find_missing=_find_missing)]
