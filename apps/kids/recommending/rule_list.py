"""The list without a model: the next lessons of the class in their order. It is never empty while lessons exist."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from datetime import date

from apps.kids.recommending.conditions import READY_FROM, Prerequisites, list_needs, list_taught_skills, list_usable
from apps.kids.recommending.lessons import ChildState, KidsLesson, ListedLesson, Reason, ReasonCode

MAX_OF_SKILL = 2


def list_by_rules(
    child: ChildState, lessons: Sequence[KidsLesson], prerequisites: Prerequisites, *, today: date, size: int
) -> list[ListedLesson]:
    """Return the next lessons that are not done, in the order of the class; then done ones, longest ago first.

    A lesson waits until its prerequisites are at READY_FROM or all their lessons are done. Where all that is left
    waits and nothing is done, the first lessons come all the same. At most MAX_OF_SKILL lessons are of one skill,
    unless there is nothing else.
    """
    usable = list_usable(child, lessons)
    ordered = sorted(usable, key=lambda lesson: lesson.position)
    left = [lesson for lesson in ordered if lesson.id not in child.done]
    waiting_for = list_taught_skills(left)
    taught = list_taught_skills(usable)
    ready = [
        lesson
        for lesson in left
        if all(
            child.get_skill(need).known >= READY_FROM or need not in waiting_for
            for need in list_needs(child, lesson, prerequisites, taught)
        )
    ]
    again = sorted((lesson for lesson in ordered if lesson.id in child.done), key=lambda lesson: child.done[lesson.id])
    picked = [_say_next(lesson) for lesson in take_few_of_skill(ready, size)]
    picked += [_say_again(lesson, child, today) for lesson in take_few_of_skill(again, size - len(picked))]
    return picked or [_say_next(lesson) for lesson in left[:size]]


def take_few_of_skill(lessons: Sequence[KidsLesson], size: int) -> Iterator[KidsLesson]:
    """Yield the first lessons, at most `size`, with at most MAX_OF_SKILL of each skill."""
    counts: Counter[Hashable] = Counter()
    taken = 0
    for lesson in lessons:
        if taken >= size:
            return
        if all(counts[skill] < MAX_OF_SKILL for skill in lesson.skills):
            counts.update(lesson.skills.keys())
            taken += 1
            yield lesson


def _say_next(lesson: KidsLesson) -> ListedLesson:
    reason = Reason(code=ReasonCode.NEXT_LESSON, skill=lesson.main_skill, numbers={"position": lesson.position})
    return ListedLesson(lesson=lesson, score=0.0, reason=reason)


def _say_again(lesson: KidsLesson, child: ChildState, today: date) -> ListedLesson:
    days = (today - child.done[lesson.id]).days
    reason = Reason(code=ReasonCode.AGAIN, skill=lesson.main_skill, numbers={"days": days})
    return ListedLesson(lesson=lesson, score=0.0, reason=reason)
