"""What a list of lessons is made from, and what it holds: plain data that a query fills."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from apps.kids.mastery.forgetting import Memory
from apps.kids.mastery.tracing import DEFAULTS, ItemChances

MIXED = "MIXED"
"""The class of lessons that are for all children."""


class Source(StrEnum):
    """What made a list: the outside pipeline, ours by mastery, or the lessons of the class in their order."""

    ML = "ml"
    BKT = "bkt"
    RULES = "rules"


class ReasonCode(StrEnum):
    """Why a lesson is listed; `Reason` says which numbers belong to each."""

    MISSES = "misses"
    PRACTICE = "practice"
    NEW_SKILL = "new_skill"
    DUE_REVIEW = "due_review"
    EASY_SUCCESS = "easy_success"
    NEXT_LESSON = "next_lesson"
    AGAIN = "again"


@dataclass(frozen=True, kw_only=True)
class Pace:
    """A child in lessons of one kind, against the class: mean minutes of a lesson with a known time (0: none), and
    finished ones of those begun.

    `lessons`: how many the child began.
    """

    lessons: int
    minutes: float
    class_minutes: float
    finished_share: float
    class_finished_share: float


@dataclass(frozen=True, kw_only=True)
class KidsLesson:
    """A published lesson for children.

    `position`: its place in the order of its class. `skills`: the ones that it trains, with weights above 0.
    `chances`: slip and guess of its typical item, with its difficulty. `pace`: of the child in lessons of this kind,
    None without any.
    """

    id: Hashable
    kg_class: str
    position: int
    skills: Mapping[Hashable, float]
    languages: frozenset[str]
    devices: frozenset[str]
    chances: ItemChances
    pace: Pace | None = None

    @property
    def main_skill(self) -> Hashable:
        """The skill with the greatest weight."""
        return max(self.skills, key=self.skills.__getitem__)


@dataclass(frozen=True, kw_only=True)
class SkillState:
    """What a child can do in a skill. `known`: the mastery that counts.

    `newest`: how many of the `replay.RECORD` newest answers of the skill there are; `newest_rights`: the right ones of
    these. `misses`: wrong ones among the child's newest answers in all skills. `is_mastered`: by `tracing.is_mastered`.
    `last_on`: the last day of practice. `memory`: None before the first.
    """

    known: float = DEFAULTS.initial
    answers: int = 0
    newest: int = 0
    newest_rights: int = 0
    misses: int = 0
    is_mastered: bool = False
    last_on: date | None = None
    memory: Memory | None = None

    @property
    def doubt(self) -> float:
        """The share of wrong ones of the newest answers, as if a right and a wrong one had come with them."""
        return (self.newest - self.newest_rights + 1) / (self.newest + 2)


NO_PRACTICE = SkillState()


@dataclass(frozen=True, kw_only=True)
class ChildState:
    """A child as a list needs it.

    `kg_class`: None outside of all classes: only MIXED lessons are for it. `done`: finished lessons with the last day.
    Skills without practice may be left out of `skills`.
    """

    kg_class: str | None
    language: str
    device: str
    skills: Mapping[Hashable, SkillState] = field(default_factory=dict)
    done: Mapping[Hashable, date] = field(default_factory=dict)

    def get_skill(self, skill: Hashable) -> SkillState:
        """Return the state of a skill, also of one without practice."""
        return self.skills.get(skill, NO_PRACTICE)


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a lesson is listed: a code, the skill that it is about, and the numbers from which words are made.

    MISSES: `misses` of `all_misses` were in the skill. PRACTICE: `percent` known, of `target_percent`. NEW_SKILL: no
    number. DUE_REVIEW: `days` since the last practice, remembered by `percent`. EASY_SUCCESS: `percent` is the chance
    of a right answer. NEXT_LESSON: `position`. AGAIN: done `days` ago.
    """

    code: ReasonCode
    skill: Hashable
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ListedLesson:
    """A lesson of a list. `score`: comparable within the list only; 0 from `rules`."""

    lesson: KidsLesson
    score: float
    reason: Reason
    is_review: bool = False
    is_easy: bool = False


@dataclass(frozen=True, kw_only=True)
class LessonList:
    """The lessons for a child now, the first to play first, and what made the list."""

    source: Source
    lessons: Sequence[ListedLesson]
