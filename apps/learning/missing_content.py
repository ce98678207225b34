"""What must be filled in before a draft can be published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.learning.blocks.checking import find_missing, is_watched
from apps.learning.completion_rules import DEFAULT_RULE, all_completion_rules
from apps.learning.drafts import Draft
from apps.learning.lesson_order import find_circle, read_awaited_lessons


@dataclass(frozen=True)
class MissingContent:
    """One thing that is missing. `lesson` and `title` name the lesson or, where `lesson` is None, the module or the
    course; `block`: the id of the block.
    """

    lesson: UUID | None
    title: str
    block: UUID | None
    text: StrOrPromise


def find_missing_content(draft: Draft, blocks: Mapping[UUID, Any]) -> list[MissingContent]:
    """Return what is missing in a draft. `blocks`: of each lesson that is new or changes."""
    return [*_find_in_course(draft), *_find_in_lessons(draft, blocks), *_find_in_rules(draft)]


def _find_in_course(draft: Draft) -> Iterator[MissingContent]:
    if not draft.modules:
        yield MissingContent(None, "", None, _("The course has no lessons."))
    for module in draft.modules:
        if not draft.lessons_by_module.get(module.pk):
            yield MissingContent(None, module.title, None, _("The module has no lessons."))


def _find_in_lessons(draft: Draft, blocks: Mapping[UUID, Any]) -> Iterator[MissingContent]:
    for lesson in draft.lessons:
        if not lesson.block_count:  # type: ignore[attr-defined]
            yield MissingContent(lesson.pk, lesson.title, None, _("The lesson is empty."))
        written = blocks.get(lesson.pk)
        if written is not None and lesson.completion["rule"] == "watched" and not any(map(is_watched, written)):
            nothing = _("It is done by listening or watching, and has no recording.")
            yield MissingContent(lesson.pk, lesson.title, None, nothing)
        rule = all_completion_rules()[(lesson.completion or DEFAULT_RULE)["rule"]]
        if written is not None and (lacks := rule.find_missing(written)):
            yield MissingContent(lesson.pk, lesson.title, None, lacks)
        for block in written or ():
            for text in find_missing(block):
                yield MissingContent(lesson.pk, lesson.title, UUID(block["id"]), text)


def _find_in_rules(draft: Draft) -> Iterator[MissingContent]:
    outline = draft.next_outline
    gone = _("It opens after a lesson that is not in the course.")
    for module in outline.modules:
        if any(outline.get_lesson(key) is None for key in read_awaited_lessons(module.opens)):
            yield MissingContent(None, module.title, None, gone)
        for lesson in module.lessons:
            if any(outline.get_lesson(key) is None for key in read_awaited_lessons(lesson.opens)):
                yield MissingContent(lesson.id, lesson.title, None, gone)
    if circle := find_circle(outline):
        text = _("These lessons wait for each other: %(titles)s.") % {"titles": " → ".join(circle)}
        yield MissingContent(None, circle[0], None, text)
