"""The list by mastery: candidates with a score, reviews that are due, one easy success, and the reason of each.

    score = gap × readiness × freshness × pace

- gap: how far the skills of the lesson are from mastery, by their weights; at least MIN_GAP while one is not mastered.
- readiness: the lowest mastery among the prerequisites, times the chance of a right answer to the power of
  CHANCE_POWER: a lesson is worth most where the child can nearly do it (Vygotsky's zone of proximal development).
- freshness: less for a skill that was practised a short time ago.
- pace: how the child does in lessons of this kind against the class: finished more often or sooner is above 1.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date

from apps.kids.mastery.forgetting import compute_recall_chance
from apps.kids.mastery.tracing import MASTERED_FROM
from apps.kids.recommending.conditions import (
    READY_FROM,
    Prerequisites,
    get_readiness,
    is_due,
    list_taught_skills,
    list_usable,
)
from apps.kids.recommending.lessons import (
    ChildState,
    KidsLesson,
    LessonList,
    ListedLesson,
    Pace,
    Reason,
    ReasonCode,
    Source,
)
from apps.kids.recommending.rule_list import MAX_OF_SKILL, list_by_rules

SIZE = 3
MASTERED_REVIEWS = 1
"""Places of a list that are kept for due reviews of mastered skills, beside the easy success: an early mastery is often
chance. More come only where nothing else is left.
"""
EASY_FROM = 0.85
"""The chance of a right answer from which a lesson is an easy success."""
MIN_GAP = 0.05
CHANCE_POWER = 10
"""How strongly what is nearly mastered comes before what is far: chosen with `./talim bench kids`."""
FEWEST_MISSES = 2
"""Misses in a skill from which they are the reason, when they are half of all."""
JUST_PRACTISED = 0.6
"""What a skill loses on the day of practice; after each day it is half of it."""
PACE_BOUNDS, PACE_PRIOR = (0.5, 1.5), 5
"""The factor's bounds, and the lessons like the class's that count beside those of the child."""


def recommend(
    child: ChildState, lessons: Sequence[KidsLesson], prerequisites: Prerequisites, *, today: date, size: int = SIZE
) -> LessonList:
    """Return the list for a child. The same arguments give the same list.

    It has one easy success, at most MAX_OF_SKILL lessons of a skill, and lessons that are done only as reviews. Where
    nothing is left and nothing is due, the list is that of `rules`: empty only where no lesson is for the class or all.
    `size`: at least 1.
    """
    usable = list_usable(child, lessons)
    taught = list_taught_skills(usable)
    readiness = {lesson.id: get_readiness(child, lesson, prerequisites, taught) for lesson in usable}
    ready = [lesson for lesson in usable if readiness[lesson.id] >= READY_FROM]
    left = [lesson for lesson in ready if lesson.id not in child.done]
    open_lessons = [lesson for lesson in left if not _has_mastered(child, lesson)]
    extra = [lesson for lesson in left if _has_mastered(child, lesson)]
    candidates = [_list_candidate(child, lesson, readiness[lesson.id], today) for lesson in open_lessons]
    reviews = [
        _list_review(child, lesson, readiness[lesson.id], today)
        for lesson in ready
        if is_due(child, lesson.main_skill, today) and (lesson.id in child.done or _has_mastered(child, lesson))
    ]
    if not candidates and not reviews:
        by_rules = list_by_rules(child, lessons, prerequisites, today=today, size=size)
        return LessonList(source=Source.RULES, lessons=by_rules)
    mastered = [review for review in reviews if _has_mastered(child, review.lesson)]
    practice = candidates + [review for review in reviews if not _has_mastered(child, review.lesson)]
    picked = _PickedLessons()
    picked.add_easy(child, practice, mastered, [_list_extra(child, lesson) for lesson in extra])
    kept = MASTERED_REVIEWS if mastered else 0
    picked.add(practice, places=size - kept)
    picked.add(mastered, places=size)
    picked.add(practice, places=size)
    return LessonList(source=Source.BKT, lessons=picked.lessons)


class _PickedLessons:
    """The list while it is filled."""

    def __init__(self) -> None:
        self.lessons: list[ListedLesson] = []
        self.skills: Counter[Hashable] = Counter()

    def add_easy(self, child: ChildState, *groups: Sequence[ListedLesson]) -> None:
        """Add a lesson that is likely to succeed: of the first group that has one, else the likeliest of all."""
        for group in groups:
            if likely := [one for one in group if get_chance(child, one.lesson) >= EASY_FROM]:
                easy = max(likely, key=_get_order)
                break
        else:
            listed = [one for group in groups for one in group]
            easy = max(listed, key=lambda one: (get_chance(child, one.lesson), -one.lesson.position))
        if not easy.is_review:
            percent = round(100 * get_chance(child, easy.lesson))
            reason = Reason(code=ReasonCode.EASY_SUCCESS, skill=easy.lesson.main_skill, numbers={"percent": percent})
            easy = replace(easy, reason=reason)
        self._append(replace(easy, is_easy=True))

    def add(self, listed: Sequence[ListedLesson], *, places: int) -> None:
        """Add the best lessons until `places` are taken, none twice and at most MAX_OF_SKILL of each skill.

        A second lesson of a skill counts as if the skill had been practised just now.
        """
        while len(self.lessons) < places:
            taken = {one.lesson.id for one in self.lessons}
            allowed = [one for one in listed if one.lesson.id not in taken and self._has_room(one.lesson)]
            if not allowed:
                return
            self._append(max(allowed, key=self._get_order_now))

    def _has_room(self, lesson: KidsLesson) -> bool:
        return all(self.skills[skill] < MAX_OF_SKILL for skill in lesson.skills)

    def _get_order_now(self, listed: ListedLesson) -> tuple[float, int]:
        score, position = _get_order(listed)
        return score * (1 - JUST_PRACTISED) ** self.skills[listed.lesson.main_skill], position

    def _append(self, listed: ListedLesson) -> None:
        self.lessons.append(listed)
        self.skills.update(listed.lesson.skills.keys())


def get_chance(child: ChildState, lesson: KidsLesson) -> float:
    """Return the chance of a right answer at the typical item of a lesson, by its main skill."""
    return lesson.chances.predict_right(child.get_skill(lesson.main_skill).known)


def get_gap(child: ChildState, lesson: KidsLesson) -> float:
    """Return the mean distance from mastery of a lesson's skills, by their weights."""
    gaps = {
        skill: 0.0 if state.is_mastered else max(MIN_GAP, MASTERED_FROM - state.known)
        for skill, state in ((skill, child.get_skill(skill)) for skill in lesson.skills)
    }
    return sum(weight * gaps[skill] for skill, weight in lesson.skills.items()) / sum(lesson.skills.values())


def get_freshness(child: ChildState, lesson: KidsLesson, today: date) -> float:
    """Return 1 for a main skill without practice, else less, the sooner it was practised."""
    last_on = child.get_skill(lesson.main_skill).last_on
    return 1.0 if last_on is None else 1 - JUST_PRACTISED * 0.5 ** (today - last_on).days


def get_pace(pace: Pace | None) -> float:
    """Return above 1 where the child finishes lessons of this kind more often, or sooner, than the class."""
    if pace is None or not (pace.minutes and pace.class_minutes and pace.class_finished_share):
        return 1.0
    factor = pace.finished_share / pace.class_finished_share * pace.class_minutes / pace.minutes
    low, high = PACE_BOUNDS
    bounded = min(high, max(low, factor))
    return (pace.lessons * bounded + PACE_PRIOR) / (pace.lessons + PACE_PRIOR)


def _has_mastered(child: ChildState, lesson: KidsLesson) -> bool:
    return all(child.get_skill(skill).is_mastered for skill in lesson.skills)


def _get_order(listed: ListedLesson) -> tuple[float, int]:
    """Return what is greatest for the best lesson; the earlier position decides between equal ones."""
    return listed.score, -listed.lesson.position


def _list_candidate(child: ChildState, lesson: KidsLesson, readiness: float, today: date) -> ListedLesson:
    score = _get_score(child, lesson, readiness, today)
    return ListedLesson(lesson=lesson, score=score, reason=get_reason(child, lesson.main_skill))


def _list_review(child: ChildState, lesson: KidsLesson, readiness: float, today: date) -> ListedLesson:
    """Return a due lesson. Of mastered skills, those come first whose newest answers speak against the mastery."""
    state = child.get_skill(lesson.main_skill)
    if state.memory is None or state.last_on is None:
        raise ValueError("a skill that is due has a memory and a day of practice")
    chance = compute_recall_chance(state.memory, on=today)
    numbers = {"days": (today - state.last_on).days, "percent": round(100 * chance)}
    reason = Reason(code=ReasonCode.DUE_REVIEW, skill=lesson.main_skill, numbers=numbers)
    score = state.doubt if _has_mastered(child, lesson) else _get_score(child, lesson, readiness, today)
    return ListedLesson(lesson=lesson, score=score, reason=reason, is_review=True)


def _get_score(child: ChildState, lesson: KidsLesson, readiness: float, today: date) -> float:
    ready = readiness * get_chance(child, lesson) ** CHANCE_POWER
    return get_gap(child, lesson) * ready * get_freshness(child, lesson, today) * get_pace(lesson.pace)


def _list_extra(child: ChildState, lesson: KidsLesson) -> ListedLesson:
    """Return a lesson of mastered skills, which is there for the success alone."""
    return ListedLesson(lesson=lesson, score=0.0, reason=get_reason(child, lesson.main_skill))


def get_reason(child: ChildState, skill: Hashable) -> Reason:
    """Return why a child practises a skill, from what it has answered."""
    state = child.get_skill(skill)
    if not state.answers:
        return Reason(code=ReasonCode.NEW_SKILL, skill=skill)
    all_misses = sum(other.misses for other in child.skills.values())
    if state.misses >= max(FEWEST_MISSES, all_misses / 2):
        numbers = {"misses": state.misses, "all_misses": all_misses}
        return Reason(code=ReasonCode.MISSES, skill=skill, numbers=numbers)
    numbers = {"percent": round(100 * state.known), "target_percent": round(100 * MASTERED_FROM)}
    return Reason(code=ReasonCode.PRACTICE, skill=skill, numbers=numbers)
