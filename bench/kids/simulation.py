"""Children who learn by another model than the one that recommends: logistic, with forgetting and slips.

A child has a strength in logits for each skill. It starts with the child's ability, its gift for the area and the depth
of the skill. Each answer adds to it, a right one more than a wrong one, as in performance factors analysis (Pavlik,
P. I., Cen, H., & Koedinger, K. R. (2009). Performance factors analysis: a new alternative to knowledge tracing. AIED);
it adds less while prerequisites are weak, and less in further lessons of the same day. What was added fades with a
half-life that grows with the days of practice. All of it is drawn for each child.

Nothing here knows tracing, forgetting or recommending of `apps.kids`, and these do not import it. The figures of
`CurriculumFigures` and `ChildFigures` are chosen, not measured: docs/kids.md lists each later change of them.
"""

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

CLASSES = ("KG1", "KG2", "KG3")
MIXED = "MIXED"
AREAS = ("counting", "letters", "rhyme", "shapes", "space")
TOGETHER = "together"
"""The area of the skills that are for all classes."""
LANGUAGES = ("uz", "ru", "en")
TOUCH, SWITCH = "touch", "switch"
REST_MINUTES = 15.0
"""A day's play: no lesson begins later."""
MASTERED = math.log(0.85 / 0.15)
"""The strength at which a child is right in 85 of 100 middling items without guesses and slips: the truth of a skill
that is mastered.
"""


@dataclass(frozen=True, kw_only=True)
class CurriculumFigures:
    """What a class has to learn from.

    `steps`: skills of an area in one class; each needs the one before. `rises`: the difficulty in logits of the lessons
    of one skill, in their order. So a class has 48 skills and 192 lessons, about one for each school day of a year.
    """

    steps: int = 8
    rises: tuple[float, ...] = (-0.4, 0.0, 0.2, 0.4)
    items: int = 6
    item_spread: float = 0.5
    options: tuple[int, ...] = (2, 3, 4)
    minutes: tuple[float, float] = (4.0, 7.0)
    in_all_languages: float = 0.8
    by_touch_only: float = 0.1


@dataclass(frozen=True, kw_only=True)
class ChildFigures:
    """What children are like. Strengths in logits; a pair of median and spread is a log-normal distribution.

    `start`: of a child of middling ability in the first skill of an area; `step` is lost with each further one.
    `right_gain`, `wrong_gain`: what an answer adds. `unready_share`: how much of it remains without prerequisites.
    `same_day`: the factor for each further lesson of a skill on one day. `half_life`: days until half of what was
    added is gone, after one day of practice; each further day adds `practice_share` of it.
    """

    start: float = 0.5
    step: float = -0.5
    ability_spread: float = 0.8
    area_spread: float = 0.9
    skill_spread: float = 0.6
    right_gain: tuple[float, float] = (0.10, 0.4)
    wrong_gain: tuple[float, float] = (0.05, 0.4)
    unready_share: float = 0.2
    same_day: float = 0.75
    half_life: tuple[float, float] = (15.0, 0.4)
    practice_share: float = 0.5
    slip: tuple[float, float] = (0.03, 0.15)
    pace: tuple[float, float] = (1.0, 0.2)
    plays: tuple[float, float] = (0.5, 1.0)
    leaves: float = 0.25
    languages: tuple[float, ...] = (0.7, 0.2, 0.1)
    with_switch: float = 0.05


@dataclass(frozen=True, kw_only=True)
class SimulatedSkill:
    """A skill of a class (or of MIXED) with its place in the area, from 0, and what it needs."""

    id: str
    kg_class: str
    area: str
    step: int
    needs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SimulatedLesson:
    """A lesson of one skill. `items`: difficulties in logits. `position`: its place in the list of its class."""

    id: str
    kg_class: str
    skill: str
    position: int
    minutes: float
    options: int
    items: tuple[float, ...]
    languages: frozenset[str]
    devices: frozenset[str]


@dataclass(frozen=True)
class Curriculum:
    """All skills by id, and all lessons in the order in which a teacher gives them."""

    skills: Mapping[str, SimulatedSkill]
    lessons: Sequence[SimulatedLesson]

    def list_skills(self, kg_class: str) -> list[str]:
        """Return the skills that a child of a class can learn."""
        return [skill.id for skill in self.skills.values() if skill.kg_class in (kg_class, MIXED)]


@dataclass(frozen=True)
class PlayedLesson:
    """What a child did in a lesson: minutes, whether it was finished, and for each item whether it was right."""

    minutes: float
    is_finished: bool
    rights: tuple[bool, ...]


def build_curriculum(seed: int, figures: CurriculumFigures) -> Curriculum:
    """Return skills and lessons of all classes.

    The order goes from step to step; in a step, the first lessons of all areas come before the second ones, so that
    days are mixed also for who follows the list.
    """
    skills = {}
    for level, kg_class in enumerate(CLASSES):
        for step in range(figures.steps):
            for area in AREAS:
                depth = level * figures.steps + step
                needs = [_name(area, depth - 1)] if depth else []
                needs += [_name("rhyme", depth - 1)] if area == "letters" and depth else []
                name = _name(area, depth)
                skills[name] = SimulatedSkill(id=name, kg_class=kg_class, area=area, step=step, needs=tuple(needs))
    for step in range(figures.steps):
        name = _name(TOGETHER, step)
        skills[name] = SimulatedSkill(id=name, kg_class=MIXED, area=TOGETHER, step=step, needs=())
    chance = random.Random(f"curriculum:{seed}")
    order = sorted(
        ((skill, number) for skill in skills.values() for number in range(len(figures.rises))),
        key=lambda pair: (pair[0].step, pair[1], [*AREAS, TOGETHER].index(pair[0].area), pair[0].kg_class),
    )
    lessons = [_draw_lesson(chance, figures, skill, number, place) for place, (skill, number) in enumerate(order)]
    return Curriculum(skills, lessons)


def _name(area: str, depth: int) -> str:
    return f"{area}-{depth + 1}"


def _draw_lesson(
    chance: random.Random, figures: CurriculumFigures, skill: SimulatedSkill, number: int, place: int
) -> SimulatedLesson:
    languages = set(LANGUAGES)
    if chance.random() >= figures.in_all_languages:
        languages.remove(chance.choice(LANGUAGES))
    return SimulatedLesson(
        id=f"{skill.id}:{number + 1}",
        kg_class=skill.kg_class,
        skill=skill.id,
        position=place,
        minutes=chance.uniform(*figures.minutes),
        options=chance.choice(figures.options),
        items=tuple(figures.rises[number] + chance.gauss(0, figures.item_spread) for _ in range(figures.items)),
        languages=frozenset(languages),
        devices=frozenset({TOUCH} if chance.random() < figures.by_touch_only else {TOUCH, SWITCH}),
    )


@dataclass
class SimulatedChild:
    """A child with what is drawn for it, and what it has learnt so far."""

    number: int
    kg_class: str
    language: str
    device: str
    starts: Mapping[str, float]
    right_gain: float
    wrong_gain: float
    half_life: float
    slip: float
    pace: float
    plays: float
    added: dict[str, float] = field(default_factory=dict)
    last_days: dict[str, int] = field(default_factory=dict)
    practice_days: Counter[str] = field(default_factory=Counter)
    lessons_of_day: Counter[tuple[str, int]] = field(default_factory=Counter)

    def get_strength(self, skill: str, day: int, figures: ChildFigures) -> float:
        """Return the strength in logits on a day: the start, and what of the added is left."""
        added = self.added.get(skill, 0.0)
        if not added:
            return self.starts[skill]
        half_life = self.half_life * (1 + figures.practice_share * (self.practice_days[skill] - 1))
        return self.starts[skill] + added * float(0.5 ** ((day - self.last_days[skill]) / half_life))

    def play(
        self, lesson: SimulatedLesson, day: int, chance: random.Random, curriculum: Curriculum, figures: ChildFigures
    ) -> PlayedLesson:
        """Answer the items of a lesson and learn from them. Who is often wrong may leave in the middle."""
        skill, needs = lesson.skill, curriculum.skills[lesson.skill].needs
        strength = self.get_strength(skill, day, figures)
        if self.last_days.get(skill) != day:
            self.practice_days[skill] += 1
        readiness = math.prod(_squash(2 * (self.get_strength(need, day, figures) - 1)) for need in needs)
        share = figures.unready_share + (1 - figures.unready_share) * readiness
        share *= figures.same_day ** self.lessons_of_day[skill, day]
        rights: list[bool] = []
        leaves_at = len(lesson.items) // 2
        is_finished = True
        for place, difficulty in enumerate(lesson.items):
            if place == leaves_at and chance.random() < figures.leaves * rights.count(False) / place:
                is_finished = False
                break
            guess = 1 / lesson.options
            right = chance.random() < guess + (1 - guess - self.slip) * _squash(strength - difficulty)
            rights.append(right)
            strength += share * (self.right_gain if right else self.wrong_gain)
        self.added[skill] = strength - self.starts[skill]
        self.last_days[skill] = day
        self.lessons_of_day[skill, day] += 1
        minutes = lesson.minutes * self.pace * len(rights) / len(lesson.items)
        return PlayedLesson(minutes, is_finished, tuple(rights))


def draw_child(number: int, seed: int, curriculum: Curriculum, figures: ChildFigures) -> SimulatedChild:
    """Return a child of the class whose turn it is. What earlier classes teach counts as learnt at home."""
    chance = random.Random(f"child:{seed}:{number}")
    kg_class = CLASSES[number % len(CLASSES)]
    ability = chance.gauss(0, figures.ability_spread)
    gifts = {area: chance.gauss(0, figures.area_spread) for area in (*AREAS, TOGETHER)}
    starts = {}
    for skill in curriculum.skills.values():
        middling = figures.start + figures.step * skill.step + ability + gifts[skill.area]
        start = middling + chance.gauss(0, figures.skill_spread)
        is_earlier = skill.kg_class < kg_class and skill.kg_class != MIXED
        starts[skill.id] = max(start, MASTERED) if is_earlier else start
    [language] = chance.choices(LANGUAGES, figures.languages)
    return SimulatedChild(
        number=number,
        kg_class=kg_class,
        language=language,
        device=SWITCH if chance.random() < figures.with_switch else TOUCH,
        starts=starts,
        right_gain=_draw_log_normal(chance, figures.right_gain),
        wrong_gain=_draw_log_normal(chance, figures.wrong_gain),
        half_life=_draw_log_normal(chance, figures.half_life),
        slip=chance.uniform(*figures.slip),
        pace=_draw_log_normal(chance, figures.pace),
        plays=chance.uniform(*figures.plays),
    )


def _draw_log_normal(chance: random.Random, figures: tuple[float, float]) -> float:
    median, spread = figures
    return median * math.exp(chance.gauss(0, spread))


def _squash(value: float) -> float:
    return 1 / (1 + math.exp(-value))
