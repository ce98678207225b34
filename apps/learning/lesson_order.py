"""Which lesson waits for which: lessons that wait for each other in a circle would never open."""

from collections.abc import Mapping
from uuid import UUID

from apps.learning.outlines import Outline, Rule


def find_circle(outline: Outline) -> list[str]:
    """Return the titles of lessons that wait for each other, the first one again at the end; empty without a circle."""
    titles = {lesson.id: lesson.title for lesson in outline.lessons}
    circle = _find_circle(_collect_waits(outline))
    return [titles[lesson] for lesson in circle]


def read_awaited_lessons(rules: tuple[Rule, ...]) -> list[UUID]:
    """Return the lessons that must be done before, by these rules."""
    return [UUID(rule["lesson"]) for rule in rules if rule["rule"] == "after_lesson"]


def _collect_waits(outline: Outline) -> dict[UUID, list[UUID]]:
    """Return, for each lesson, the lessons of the outline that must be done before it."""
    waits: dict[UUID, list[UUID]] = {}
    for module in outline.modules:
        for lesson in module.lessons:
            awaited = read_awaited_lessons((*module.opens, *lesson.opens))
            waits[lesson.id] = [key for key in awaited if outline.get_lesson(key)]
    if outline.is_sequential:
        for before, after in zip(outline.lessons, outline.lessons[1:], strict=False):
            waits[after.id].append(before.id)
    return waits


def _find_circle(waits: Mapping[UUID, list[UUID]]) -> list[UUID]:
    """Return one circle, or an empty list. Without recursion: a course has hundreds of lessons in a row."""
    done: set[UUID] = set()
    for start in waits:
        way: dict[UUID, int] = {}
        stack = [(start, iter(waits[start]))] if start not in done else []
        if stack:
            way[start] = 0
        while stack:
            lesson, following = stack[-1]
            awaited = next(following, None)
            if awaited is None:
                stack.pop()
                del way[lesson]
                done.add(lesson)
            elif awaited in way:
                return [*list(way)[way[awaited] :], awaited]
            elif awaited not in done:
                way[awaited] = len(stack)
                stack.append((awaited, iter(waits[awaited])))
    return []
