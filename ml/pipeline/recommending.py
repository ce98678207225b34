"""Which lessons come next, by the model: where the child is right about as often as wrong, an answer tells most.

No table says which courses a child is in and what is published. So only lessons come that somebody opened who shares a
lesson with the child, and that somebody has opened lately; what is wrong all the same, the platform leaves out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

PLACES = 10
MIXED = "MIXED"
FEW = 5
"""Children that the rate of completion of a lesson is smoothed by, as if half of them had completed it."""


USED_DAYS = 60
"""A lesson that nobody has opened for so long may be published no more. Counted from the newest day in the tables."""


@dataclass(frozen=True)
class Lesson:
    """A lesson as `lesson_features` has it."""

    id: UUID
    content_class: str
    skills: Sequence[str]
    children: int
    completion_rate: float


@dataclass(frozen=True)
class ScoredLesson:
    """A lesson for a child, and the skill that it is for."""

    lesson: UUID
    skill: str | None
    score: float


def find_reachable(opened: Iterable[tuple[UUID, UUID]]) -> dict[UUID, set[UUID]]:
    """Return the lessons that may be open for each child: those of all children who opened a lesson that it opened,
    too. `opened`: pairs of a child and a lesson.
    """
    by_child: dict[UUID, set[UUID]] = {}
    for child, lesson in opened:
        by_child.setdefault(child, set()).add(lesson)
    together: dict[UUID, set[UUID]] = {}
    for lessons in by_child.values():
        for lesson in lessons:
            together.setdefault(lesson, set()).update(lessons)
    return {child: set().union(*(together[lesson] for lesson in lessons)) for child, lessons in by_child.items()}


def recommend(
    kg_class: str | None,
    completed: Collection[UUID],
    chances: Mapping[str, float],
    lessons: Sequence[Lesson],
    *,
    unseen: float,
) -> list[ScoredLesson]:
    """Return the best lessons of the class that the child has not completed, the best first, at most PLACES.

    score = p(1 - p) · completion rate, with p the mean chance of a right answer in the skills of the lesson. `unseen`:
    that of a skill without answers. Lessons without skills come last.
    """
    found = [
        _score(lesson, chances, unseen)
        for lesson in lessons
        if lesson.content_class in (kg_class, MIXED) and lesson.id not in completed
    ]
    return sorted(found, key=lambda one: (-one.score, str(one.lesson)))[:PLACES]


def _score(lesson: Lesson, chances: Mapping[str, float], unseen: float) -> ScoredLesson:
    if not lesson.skills:
        return ScoredLesson(lesson.id, None, 0.0)
    by_skill = {skill: chances.get(skill, unseen) for skill in lesson.skills}
    chance = sum(by_skill.values()) / len(by_skill)
    rate = (lesson.completion_rate * lesson.children + FEW / 2) / (lesson.children + FEW)
    weakest = min(by_skill, key=lambda skill: (by_skill[skill], skill))
    return ScoredLesson(lesson.id, weakest, chance * (1 - chance) * rate)
