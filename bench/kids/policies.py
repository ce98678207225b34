"""Who makes the lists in the simulation: ours by mastery, the rule list, and chance."""

import random
import time
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple
from uuid import NAMESPACE_OID, UUID, uuid5

from apps.kids.mastery.difficulty import apply_difficulty, estimate_difficulties
from apps.kids.mastery.fitting import SkillAnswer, TooFewChildren, fit_skill
from apps.kids.mastery.forgetting import Memory, Recall, review
from apps.kids.mastery.replay import RECORD
from apps.kids.mastery.tracing import DEFAULTS, MEDIUM_FROM, SkillParameters, is_mastered, trace_answer
from apps.kids.recommending.conditions import Prerequisites, list_usable
from apps.kids.recommending.lessons import (
    ChildState,
    KidsLesson,
    LessonList,
    ListedLesson,
    Reason,
    ReasonCode,
    SkillState,
    Source,
)
from apps.kids.recommending.rule_list import list_by_rules
from apps.kids.recommending.scoring import SIZE, recommend
from bench.kids.simulation import Curriculum, PlayedLesson, SimulatedChild, SimulatedLesson
from bench.kids.violations import list_violations

FIRST_DAY = date(2026, 9, 1)
RECENT = 10
"""Newest answers of a child in which misses are counted."""
RIGHT_REVIEW = 0.8
"""The share of right answers from which a practice counts as remembered."""
SEEN_FROM = 3
"""Answers from which a skill below Medium is seen as weak."""
FIT_EVERY = 14
"""Days between two fits of the parameters and difficulties, as the nightly job does them."""


class _Answer(NamedTuple):
    item: int
    is_right: bool
    day: int


@dataclass
class TracedSkill:
    """What is known of a child in a skill."""

    known: float
    answers: list[tuple[SimulatedLesson, _Answer]] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    memory: Memory | None = None
    state: SkillState | None = None


@dataclass
class TracedChild:
    """What is known of a child: skills, finished lessons, and its newest answers by skill."""

    skills: dict[str, TracedSkill] = field(default_factory=dict)
    done: dict[Hashable, date] = field(default_factory=dict)
    recent: deque[tuple[str, bool]] = field(default_factory=lambda: deque(maxlen=RECENT))


class TracingPolicy:
    """Follows what children do, as the platform would. Its lists come from `list_for`.

    `violations`: how often lists broke which rule. `seconds`: how long each list took.
    """

    has_rules = True

    def __init__(self, curriculum: Curriculum) -> None:
        self.curriculum = curriculum
        self.prerequisites: Prerequisites = {skill.id: skill.needs for skill in curriculum.skills.values()}
        self.by_id: Mapping[Hashable, SimulatedLesson] = {lesson.id: lesson for lesson in curriculum.lessons}
        self.children: defaultdict[int, TracedChild] = defaultdict(TracedChild)
        self.parameters: dict[str, SkillParameters] = dict.fromkeys(curriculum.skills, DEFAULTS)
        self.difficulties: dict[UUID, float] = {}
        self.lessons = [self._make_lesson(lesson) for lesson in curriculum.lessons]
        self.violations: Counter[str] = Counter()
        self.seconds: list[float] = []

    def list_for(self, state: ChildState, today: date, seed: str) -> LessonList:
        """Return the list for a child in this state."""
        raise NotImplementedError

    def list_lessons(self, child: SimulatedChild, day: int) -> Sequence[SimulatedLesson]:
        """Return the lessons for a child, and count the rules that they break."""
        state, today = self.get_state(child), FIRST_DAY + timedelta(days=day)
        began = time.perf_counter()
        made = self.list_for(state, today, f"{child.number}:{day}:{len(self.seconds)}")
        self.seconds.append(time.perf_counter() - began)
        if self.has_rules:
            self.violations.update(list_violations(state, self.lessons, self.prerequisites, made, today))
        return [self.by_id[listed.lesson.id] for listed in made.lessons]

    def record(self, child: SimulatedChild, day: int, lesson: SimulatedLesson, played: PlayedLesson) -> None:
        """Trace the answers, and review the skill's memory by the share of right ones."""
        today, traced = FIRST_DAY + timedelta(days=day), self.children[child.number]
        skill = self._get_skill(traced, lesson.skill)
        for item, is_right in enumerate(played.rights):
            answer = _Answer(item, is_right, day)
            self._trace(skill, lesson, answer)
            skill.answers.append((lesson, answer))
            skill.days.add(day)
            traced.recent.append((lesson.skill, is_right))
        is_good = sum(played.rights) >= RIGHT_REVIEW * len(played.rights)
        if skill.memory is None or skill.memory.last_on != today:
            skill.memory = review(skill.memory, Recall.RIGHT if is_good else Recall.WRONG, on=today, age=5)
        skill.state = None
        if played.is_finished:
            traced.done[lesson.id] = today

    def end_day(self, day: int) -> None:
        """Fit parameters and difficulties every FIT_EVERY days, and trace all answers again by them."""
        if (day + 1) % FIT_EVERY:
            return
        for skill in self.curriculum.skills:
            self._fit(skill)
        self.lessons = [self._make_lesson(lesson) for lesson in self.curriculum.lessons]
        for child in self.children.values():
            for name, traced in child.skills.items():
                traced.known, traced.state = self.parameters[name].initial, None
                for lesson, answer in traced.answers:
                    self._trace(traced, lesson, answer)

    def is_seen_as_weak(self, child: SimulatedChild, skill: str) -> bool:
        """Whether a skill is below Medium after SEEN_FROM answers."""
        state = self.children[child.number].skills.get(skill)
        return state is not None and len(state.answers) >= SEEN_FROM and state.known < MEDIUM_FROM

    def get_state(self, child: SimulatedChild) -> ChildState:
        """Return what the platform knows of a child."""
        traced = self.children[child.number]
        misses = Counter(skill for skill, is_right in traced.recent if not is_right)
        return ChildState(
            kg_class=child.kg_class,
            language=child.language,
            device=child.device,
            skills={name: self._get_state(state, misses[name]) for name, state in traced.skills.items()},
            done=traced.done,
        )

    def _get_state(self, skill: TracedSkill, misses: int) -> SkillState:
        """Return the state of a skill, made again only after a change."""
        if skill.state is None or skill.state.misses != misses:
            newest = skill.answers[-RECORD:]
            skill.state = SkillState(
                known=skill.known,
                answers=len(skill.answers),
                newest=len(newest),
                newest_rights=sum(answer.is_right for _lesson, answer in newest),
                misses=misses,
                is_mastered=is_mastered(skill.known, answers=len(skill.answers), days=len(skill.days)),
                last_on=FIRST_DAY + timedelta(days=max(skill.days)) if skill.days else None,
                memory=skill.memory,
            )
        return skill.state

    def _get_skill(self, traced: TracedChild, skill: str) -> TracedSkill:
        return traced.skills.setdefault(skill, TracedSkill(self.parameters[skill].initial))

    def _trace(self, skill: TracedSkill, lesson: SimulatedLesson, answer: _Answer) -> None:
        parameters = self.parameters[lesson.skill]
        chances = apply_difficulty(
            parameters.get_chances(lesson.options), self.difficulties.get(_get_item_id(lesson.id, answer.item), 0.0)
        )
        skill.known = trace_answer(skill.known, answer.is_right, chances=chances, learn=parameters.learn).known

    def _fit(self, skill: str) -> None:
        sequences: dict[UUID, list[SkillAnswer]] = {}
        firsts: list[list[tuple[UUID, bool]]] = []
        for number, child in self.children.items():
            answers = child.skills[skill].answers if skill in child.skills else []
            sequences[_get_child_id(number)] = [
                SkillAnswer(answer.is_right, lesson.options, FIRST_DAY + timedelta(days=answer.day))
                for lesson, answer in answers
            ]
            first: dict[UUID, bool] = {}
            for lesson, answer in answers:
                first.setdefault(_get_item_id(lesson.id, answer.item), answer.is_right)
            firsts.append(list(first.items()))
        self.difficulties |= {item: one.difficulty for item, one in estimate_difficulties(firsts).items()}
        try:
            self.parameters[skill] = fit_skill(sequences).parameters
        except TooFewChildren:
            self.parameters[skill] = DEFAULTS

    def _make_lesson(self, lesson: SimulatedLesson) -> KidsLesson:
        items = [self.difficulties.get(_get_item_id(lesson.id, item), 0.0) for item in range(len(lesson.items))]
        chances = self.parameters[lesson.skill].get_chances(lesson.options)
        return KidsLesson(
            id=lesson.id,
            kg_class=lesson.kg_class,
            position=lesson.position,
            skills={lesson.skill: 1.0},
            languages=lesson.languages,
            devices=lesson.devices,
            chances=apply_difficulty(chances, sum(items) / len(items)),
        )


class OurPolicy(TracingPolicy):
    """The list by mastery."""

    def list_for(self, state: ChildState, today: date, seed: str) -> LessonList:
        """Return what `recommend` says."""
        return recommend(state, self.lessons, self.prerequisites, today=today)


class RulePolicy(TracingPolicy):
    """The next lessons of the class in their order. It knows what is done, and no mastery."""

    def list_for(self, state: ChildState, today: date, seed: str) -> LessonList:
        """Return what `rules` answers where there is no model."""
        unknown = replace(state, skills={})
        listed = list_by_rules(unknown, self.lessons, self.prerequisites, today=today, size=SIZE)
        return LessonList(source=Source.RULES, lessons=listed)


class RandomPolicy(TracingPolicy):
    """Any lessons of the class that are not done, whatever they need; any at all when none is left."""

    has_rules = False

    def list_for(self, state: ChildState, today: date, seed: str) -> LessonList:
        """Return a drawn list."""
        usable = list_usable(state, self.lessons)
        left = [lesson for lesson in usable if lesson.id not in state.done] or usable
        drawn = random.Random(seed).sample(left, min(SIZE, len(left)))
        return LessonList(source=Source.RULES, lessons=[_list_drawn(lesson) for lesson in drawn])


def _list_drawn(lesson: KidsLesson) -> ListedLesson:
    reason = Reason(code=ReasonCode.NEXT_LESSON, skill=lesson.main_skill, numbers={"position": lesson.position})
    return ListedLesson(lesson=lesson, score=0.0, reason=reason)


@cache
def _get_item_id(lesson: str, item: int) -> UUID:
    return uuid5(NAMESPACE_OID, f"{lesson}:{item}")


def _get_child_id(number: int) -> UUID:
    return uuid5(NAMESPACE_OID, str(number))
