"""The list of an outside pipeline: its lessons in its order, held to the conditions of every list."""

from collections.abc import Hashable, Sequence

from apps.kids.recommending.conditions import READY_FROM, Prerequisites, get_readiness, list_taught_skills, list_usable
from apps.kids.recommending.lessons import ChildState, KidsLesson, LessonList, ListedLesson, Source
from apps.kids.recommending.rule_list import MAX_OF_SKILL, take_few_of_skill
from apps.kids.recommending.scoring import EASY_FROM, get_chance, get_reason


def list_by_pipeline(
    child: ChildState,
    lessons: Sequence[KidsLesson],
    prerequisites: Prerequisites,
    *,
    wanted: Sequence[Hashable],
    own: LessonList,
    size: int,
) -> LessonList:
    """Return the wanted lessons, the best first, that are not done and whose prerequisites are known; then those of our
    own list. Where no wanted one is left, that is our own list.

    At most MAX_OF_SKILL are of a skill, and one is an easy success, if our own list has one. The reasons are ours: they
    come from the numbers of the child.
    """
    usable = list_usable(child, lessons)
    taught = list_taught_skills(usable)
    by_id = {lesson.id: lesson for lesson in usable if lesson.id not in child.done}
    ready = [
        by_id[key]
        for key in wanted
        if key in by_id and get_readiness(child, by_id[key], prerequisites, taught) >= READY_FROM
    ]
    picked = [
        ListedLesson(lesson=lesson, score=0.0, reason=get_reason(child, lesson.main_skill))
        for lesson in take_few_of_skill(ready, size)
    ]
    if not picked:
        return own
    easy = next((one for one in own.lessons if one.is_easy), None)
    has_easy = any(get_chance(child, one.lesson) >= EASY_FROM for one in picked)
    if easy and not has_easy and 1 < size == len(picked) and easy.lesson.id not in {one.lesson.id for one in picked}:
        picked = picked[:-1]
    first = [easy] if easy and not has_easy else []
    for one in [*first, *own.lessons]:
        taken = {other.lesson.id for other in picked}
        if len(picked) < size and one.lesson.id not in taken and _has_room(one.lesson, picked):
            picked.append(one)
    return LessonList(source=Source.ML, lessons=picked)


def _has_room(lesson: KidsLesson, picked: Sequence[ListedLesson]) -> bool:
    return all(sum(skill in one.lesson.skills for one in picked) < MAX_OF_SKILL for skill in lesson.skills)
