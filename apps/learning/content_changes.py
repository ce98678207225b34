"""What a publication changes for learners, as a list for people."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from apps.learning.outlines import Outline, OutlineLesson, OutlineModule

COMPARED = ("title", "slug", "is_preview", "minutes", "completion", "opens")


@dataclass(frozen=True)
class ContentChange:
    """One change. `kind`: `module_added`, `module_removed`, `module_changed`, `lesson_added`, `lesson_removed`,
    `lesson_changed`, `lesson_moved` or `settings_changed`. `title`: of the module or lesson. `what`: the changed
    fields.
    """

    kind: str
    title: str
    what: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the form that is stored."""
        return {**asdict(self), "what": list(self.what)}


def find_changes(old: Outline | None, new: Outline) -> list[ContentChange]:
    """Return what changes between two outlines of a course; `old` is None before the first publication."""
    before = old or Outline(is_sequential=new.is_sequential, weight=new.weight, modules=())
    return [*_find_settings(before, new), *_find_modules(before, new), *_find_lessons(before, new)]


def _find_settings(old: Outline, new: Outline) -> Iterator[ContentChange]:
    names = [field.name for field in fields(Outline) if field.name != "modules"]
    changed = tuple(name for name in names if getattr(old, name) != getattr(new, name))
    if changed:
        yield ContentChange("settings_changed", "", changed)


def _find_modules(old: Outline, new: Outline) -> Iterator[ContentChange]:
    before: dict[UUID, OutlineModule] = {module.id: module for module in old.modules}
    moved = _find_moved([module.id for module in old.modules], [module.id for module in new.modules])
    for module in new.modules:
        known = before.pop(module.id, None)
        if known is None:
            yield ContentChange("module_added", module.title)
            continue
        what = [name for name in ("title", "opens") if getattr(known, name) != getattr(module, name)]
        what += ["position"] if module.id in moved else []
        if what:
            yield ContentChange("module_changed", module.title, tuple(what))
    for module in before.values():
        yield ContentChange("module_removed", module.title)


def _find_lessons(old: Outline, new: Outline) -> Iterator[ContentChange]:
    before: dict[UUID, OutlineLesson] = {lesson.id: lesson for lesson in old.lessons}
    moved = _find_moved_within_modules(old, new)
    for lesson in new.lessons:
        known = before.pop(lesson.id, None)
        if known is None:
            yield ContentChange("lesson_added", lesson.title)
            continue
        what = tuple(name for name in COMPARED if getattr(known, name) != getattr(lesson, name))
        what += ("blocks",) if known.version != lesson.version else ()
        if what:
            yield ContentChange("lesson_changed", lesson.title, what)
        was, now = old.get_module(lesson.id), new.get_module(lesson.id)
        if was and now and was.id != now.id:
            yield ContentChange("lesson_moved", lesson.title, ("module",))
        elif lesson.id in moved:
            yield ContentChange("lesson_moved", lesson.title, ("position",))
    for lesson in before.values():
        yield ContentChange("lesson_removed", lesson.title)


def _find_moved_within_modules(old: Outline, new: Outline) -> set[UUID]:
    before = {module.id: [lesson.id for lesson in module.lessons] for module in old.modules}
    pairs = [(before.get(module.id, []), [lesson.id for lesson in module.lessons]) for module in new.modules]
    return {lesson for pair in pairs for lesson in _find_moved(*pair)}


def _find_moved(old: Sequence[UUID], new: Sequence[UUID]) -> set[UUID]:
    """Return the ids of both lists that do not stand in the same order in them."""
    common = set(old) & set(new)
    first, second = [key for key in old if key in common], [key for key in new if key in common]
    staying = SequenceMatcher(a=first, b=second, autojunk=False).get_matching_blocks()
    kept = {key for match in staying for key in second[match.b : match.b + match.size]}
    return common - kept
