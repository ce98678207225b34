"""The simulated days: each child who plays gets a list from a policy and plays it until the rest."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bench.kids.simulation import (
    MASTERED,
    REST_MINUTES,
    ChildFigures,
    Curriculum,
    CurriculumFigures,
    PlayedLesson,
    SimulatedChild,
    SimulatedLesson,
    build_curriculum,
    draw_child,
)

DAYS = 60
WEAK_SKILLS = 3
"""How many of a child's weakest skills are looked for."""


class Policy(Protocol):
    """Makes lists, and learns what came of them. It sees answers and never a strength."""

    def list_lessons(self, child: SimulatedChild, day: int) -> Sequence[SimulatedLesson]:
        """Return the lessons for a child, the first to play first."""

    def record(self, child: SimulatedChild, day: int, lesson: SimulatedLesson, played: PlayedLesson) -> None:
        """Take in what a child did."""

    def end_day(self, day: int) -> None:
        """Do the work of the night."""

    def is_seen_as_weak(self, child: SimulatedChild, skill: str) -> bool:
        """Whether the answers so far show that a skill is weak."""


@dataclass
class RunResult:
    """One policy in one run. `gains`: skills mastered at the end and not at the beginning, by child.

    `days_to_weak`: the day on which a weakest skill was seen as weak; of those never seen, the number is `unseen`.
    `without_list`: lists that were empty.
    """

    gains: list[int] = field(default_factory=list)
    hours: float = 0.0
    days_to_weak: list[int] = field(default_factory=list)
    unseen: int = 0
    without_list: int = 0

    @property
    def gains_per_hour(self) -> float:
        """Skills mastered per hour of play, over all children."""
        return sum(self.gains) / self.hours if self.hours else 0.0


@dataclass(frozen=True)
class Setting:
    """The children of one seed and what they learn from."""

    seed: int
    curriculum: Curriculum
    children: Sequence[SimulatedChild]
    figures: ChildFigures


def make_setting(seed: int, children: int, *, lessons: CurriculumFigures | None = None) -> Setting:
    """Draw a curriculum and its children; the same arguments give the same ones. `lessons`: another curriculum."""
    figures = ChildFigures()
    curriculum = build_curriculum(seed, lessons or CurriculumFigures())
    drawn = [draw_child(number, seed, curriculum, figures) for number in range(children)]
    return Setting(seed, curriculum, drawn, figures)


def run_days(setting: Setting, policy: Policy, *, days: int = DAYS) -> RunResult:
    """Let the children of a fresh setting play by the lists of a policy, and count what they learnt."""
    result, seen = RunResult(), _WeakSkills(setting)
    mastered = [_list_mastered(setting, child, 0) for child in setting.children]
    for day in range(days):
        for child in setting.children:
            chance = random.Random(f"day:{setting.seed}:{child.number}:{day}")
            if chance.random() < child.plays:
                _play_day(setting, policy, child, day, chance, result)
                seen.look(policy, child, day)
        policy.end_day(day)
    for child, before in zip(setting.children, mastered, strict=True):
        result.gains.append(len(_list_mastered(setting, child, days) - before))
    result.days_to_weak, result.unseen = seen.days, sum(map(len, seen.waiting.values()))
    return result


def _play_day(
    setting: Setting, policy: Policy, child: SimulatedChild, day: int, chance: random.Random, result: RunResult
) -> None:
    minutes = 0.0
    while minutes < REST_MINUTES:
        lessons = policy.list_lessons(child, day)
        if not lessons:
            result.without_list += 1
            break
        for lesson in lessons:
            if minutes >= REST_MINUTES:
                break
            played = child.play(lesson, day, chance, setting.curriculum, setting.figures)
            minutes += played.minutes
            policy.record(child, day, lesson, played)
    result.hours += minutes / 60


def _list_mastered(setting: Setting, child: SimulatedChild, day: int) -> set[str]:
    skills = setting.curriculum.list_skills(child.kg_class)
    return {skill for skill in skills if child.get_strength(skill, day, setting.figures) >= MASTERED}


class _WeakSkills:
    """Which of the weakest skills of each child are not yet seen as weak."""

    def __init__(self, setting: Setting) -> None:
        self.days: list[int] = []
        self.waiting: dict[int, set[str]] = {}
        for child in setting.children:
            skills = setting.curriculum.list_skills(child.kg_class)
            open_skills = [
                skill for skill in skills
                if all(child.starts[need] >= 0 for need in setting.curriculum.skills[skill].needs)
            ]  # fmt: skip
            self.waiting[child.number] = set(sorted(open_skills, key=child.starts.__getitem__)[:WEAK_SKILLS])

    def look(self, policy: Policy, child: SimulatedChild, day: int) -> None:
        seen = {skill for skill in self.waiting[child.number] if policy.is_seen_as_weak(child, skill)}
        self.days += [day + 1] * len(seen)
        self.waiting[child.number] -= seen
