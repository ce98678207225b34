"""The outline of a published course as values: what `CourseVersion.outline` holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

Rule = Mapping[str, Any]
"""A rule as stored: its name under "rule", and its values."""


@dataclass(frozen=True)
class OutlineLesson:
    """A lesson of an outline. `version`: the `LessonVersion` that learners see, `number` its number in the lesson.

    `watch`: the length in milliseconds of each block that is heard or watched.
    """

    id: UUID
    slug: str
    title: str
    is_preview: bool
    minutes: int
    completion: Rule
    opens: tuple[Rule, ...]
    version: UUID
    number: int
    watch: Mapping[UUID, int] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "OutlineLesson":
        """Return the lesson of its stored form."""
        return cls(
            id=UUID(data["id"]),
            slug=data["slug"],
            title=data["title"],
            is_preview=data["is_preview"],
            minutes=data["minutes"],
            completion=data["completion"],
            opens=tuple(data["opens"]),
            version=UUID(data["version"]),
            number=data["number"],
            watch={UUID(block): length for block, length in data["watch"].items()},
        )

    def to_json(self) -> dict[str, Any]:
        """Return the form that is stored."""
        return {
            "id": str(self.id),
            "slug": self.slug,
            "title": self.title,
            "is_preview": self.is_preview,
            "minutes": self.minutes,
            "completion": dict(self.completion),
            "opens": [dict(rule) for rule in self.opens],
            "version": str(self.version),
            "number": self.number,
            "watch": {str(block): length for block, length in self.watch.items()},
        }


@dataclass(frozen=True)
class OutlineModule:
    """A module of an outline. `opens`: opening rules that hold for each of its lessons."""

    id: UUID
    title: str
    opens: tuple[Rule, ...]
    lessons: tuple[OutlineLesson, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "OutlineModule":
        """Return the module of its stored form."""
        lessons = tuple(OutlineLesson.from_json(lesson) for lesson in data["lessons"])
        return cls(id=UUID(data["id"]), title=data["title"], opens=tuple(data["opens"]), lessons=lessons)

    def to_json(self) -> dict[str, Any]:
        """Return the form that is stored."""
        return {
            "id": str(self.id),
            "title": self.title,
            "opens": [dict(rule) for rule in self.opens],
            "lessons": [lesson.to_json() for lesson in self.lessons],
        }

    @property
    def minutes(self) -> int:
        """Return how long its lessons take together."""
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True)
class Outline:
    """The modules and lessons of a published course, in order. `weight` is a value of `LessonWeight`."""

    is_sequential: bool
    weight: str
    modules: tuple[OutlineModule, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Outline":
        """Return the outline of its stored form."""
        modules = tuple(OutlineModule.from_json(module) for module in data["modules"])
        return cls(is_sequential=data["is_sequential"], weight=data["weight"], modules=modules)

    def to_json(self) -> dict[str, Any]:
        """Return the form that is stored."""
        modules = [module.to_json() for module in self.modules]
        return {"is_sequential": self.is_sequential, "weight": self.weight, "modules": modules}

    @cached_property
    def lessons(self) -> tuple[OutlineLesson, ...]:
        """Return all lessons, in the order in which they are learnt."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @cached_property
    def _places(self) -> dict[UUID, int]:
        return {lesson.id: place for place, lesson in enumerate(self.lessons)}

    @cached_property
    def _modules_by_lesson(self) -> dict[UUID, OutlineModule]:
        return {lesson.id: module for module in self.modules for lesson in module.lessons}

    @property
    def minutes(self) -> int:
        """Return how long all lessons take together."""
        return sum(module.minutes for module in self.modules)

    def get_lesson(self, lesson_id: UUID) -> OutlineLesson | None:
        """Return the lesson of that id; None when it does not stand in this outline."""
        place = self._places.get(lesson_id)
        return None if place is None else self.lessons[place]

    def get_module(self, lesson_id: UUID) -> OutlineModule | None:
        """Return the module of a lesson; None when the lesson does not stand in this outline."""
        return self._modules_by_lesson.get(lesson_id)

    def get_number(self, lesson_id: UUID) -> int | None:
        """Return the place of a lesson among all lessons, from 1; None when it does not stand in this outline."""
        place = self._places.get(lesson_id)
        return None if place is None else place + 1

    def get_previous(self, lesson_id: UUID) -> OutlineLesson | None:
        """Return the lesson before; None for the first one and for one that does not stand in this outline."""
        place = self._places.get(lesson_id, 0)
        return self.lessons[place - 1] if place else None

    def get_next(self, lesson_id: UUID) -> OutlineLesson | None:
        """Return the lesson after; None for the last one and for one that does not stand in this outline."""
        place = self._places.get(lesson_id, len(self.lessons))
        return self.lessons[place + 1] if place + 1 < len(self.lessons) else None
