"""When a lesson is done, and how much of a course: completion rules and weights. Pure functions."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from apps.learning.completion_rules import DEFAULT_RULE
from apps.learning.models.content import LessonWeight
from apps.learning.outlines import Outline, OutlineLesson, Rule


@dataclass(frozen=True)
class LessonFacts:
    """What a learner did in a lesson. `granted`: milliseconds that count, by block; `said_done`: by hand."""

    scrolled: bool = False
    said_done: bool = False
    granted: Mapping[UUID, int] = field(default_factory=dict)


def _is_opened(rule: Rule, lesson: OutlineLesson, facts: LessonFacts) -> bool:
    return True


def _is_scrolled(rule: Rule, lesson: OutlineLesson, facts: LessonFacts) -> bool:
    return facts.scrolled


def _is_watched(rule: Rule, lesson: OutlineLesson, facts: LessonFacts) -> bool:
    """A lesson with nothing to watch is done by scrolling."""
    if not lesson.watch:
        return facts.scrolled
    needed = int(rule["percent"])
    return all(100 * facts.granted.get(block, 0) >= needed * length for block, length in lesson.watch.items())


def _is_said_done(rule: Rule, lesson: OutlineLesson, facts: LessonFacts) -> bool:
    return facts.said_done


_CHECKS: Mapping[str, Callable[[Rule, OutlineLesson, LessonFacts], bool]] = {
    "opened": _is_opened,
    "scrolled": _is_scrolled,
    "watched": _is_watched,
    "by_hand": _is_said_done,
}


def get_rule_name(lesson: OutlineLesson) -> str:
    """Return the name of the rule by which the lesson is done."""
    return str((lesson.completion or DEFAULT_RULE)["rule"])


def is_lesson_done(lesson: OutlineLesson, facts: LessonFacts) -> bool:
    """Return whether a learner who opened the lesson and did this has done it, by its rule."""
    return _CHECKS[get_rule_name(lesson)](lesson.completion, lesson, facts)


def compute_percent(outline: Outline, done: Collection[UUID]) -> int:
    """Return how much of a course these lessons are, in whole percent by its weights; 100 only with all of them."""
    by_minutes = outline.weight == LessonWeight.MINUTES
    weights = {lesson.id: lesson.minutes if by_minutes else 1 for lesson in outline.lessons}
    total = sum(weights.values())
    return 100 * sum(weights[lesson] for lesson in weights if lesson in done) // total if total else 0
