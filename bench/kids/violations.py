"""The rules of lists, told a second time: what a list breaks, without the code that makes lists."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from datetime import date

from apps.kids.recommending.lessons import ChildState, KidsLesson, LessonList, ListedLesson, Source

READY = 0.6
MOST_OF_SKILL = 2


def list_violations(
    child: ChildState,
    lessons: Sequence[KidsLesson],
    prerequisites: Mapping[Hashable, Sequence[Hashable]],
    made: LessonList,
    today: date,
) -> list[str]:
    """Return the names of the rules that a list breaks, once for each lesson that breaks it."""
    of_class = [lesson for lesson in lessons if lesson.kg_class in {child.kg_class, "MIXED"}]
    usable = [one for one in of_class if child.language in one.languages and child.device in one.devices] or of_class
    taught = {skill for lesson in usable for skill in lesson.skills}
    listed = [one.lesson for one in made.lessons]
    counts = Counter(skill for lesson in listed for skill in lesson.skills)
    broken = ["class" for lesson in listed if lesson.kg_class not in {child.kg_class, "MIXED"}]
    can_use = {lesson.id for lesson in usable}
    broken += ["language or device" for lesson in listed if lesson.id not in can_use]
    broken += ["twice" for count in Counter(lesson.id for lesson in listed).values() if count > 1]
    broken += ["empty"] if of_class and not listed else []
    if made.source == Source.RULES:
        return broken + _list_rule_violations(child, usable, prerequisites, made)
    broken += ["more than two of a skill" for count in counts.values() if count > MOST_OF_SKILL]
    broken += ["prerequisite" for lesson in listed if _list_unready(child, lesson, prerequisites, taught)]
    broken += ["repetition" for one in made.lessons if _is_wrongly_repeated(child, one, today)]
    broken += ["mastered" for one in made.lessons if _is_needless(child, one)]
    return broken + (["easy success"] if sum(one.is_easy for one in made.lessons) != 1 else [])


def _list_rule_violations(
    child: ChildState,
    usable: Sequence[KidsLesson],
    prerequisites: Mapping[Hashable, Sequence[Hashable]],
    made: LessonList,
) -> list[str]:
    """A lesson of the rule list may wait only for skills whose lessons are done, unless all others wait too; a done
    one comes only when no other one is left out.
    """
    left = [lesson for lesson in usable if lesson.id not in child.done]
    to_do = {skill for lesson in left for skill in lesson.skills}
    taught = {skill for lesson in usable for skill in lesson.skills}
    ready = [one for one in left if not _list_unready(child, one, prerequisites, taught) & to_do]
    listed = [one.lesson for one in made.lessons]
    counts = Counter(skill for lesson in listed for skill in lesson.skills)
    broken, ready_ids, listed_ids = [], {lesson.id for lesson in ready}, {lesson.id for lesson in listed}
    if ready or any(lesson.id in child.done for lesson in usable):
        broken += ["prerequisite" for lesson in listed if lesson.id not in ready_ids | child.done.keys()]
    left_out = [
        lesson for lesson in ready
        if lesson.id not in listed_ids and all(counts[skill] < MOST_OF_SKILL for skill in lesson.skills)
    ]  # fmt: skip
    broken += ["repetition" for lesson in listed if lesson.id in child.done and left_out]
    return broken


def _list_unready(
    child: ChildState, lesson: KidsLesson, prerequisites: Mapping[Hashable, Sequence[Hashable]], taught: set[Hashable]
) -> set[Hashable]:
    needs = {need for skill in lesson.skills for need in prerequisites.get(skill, ())} - lesson.skills.keys()
    shown = {need for need in needs if need in taught or (need in child.skills and child.skills[need].answers)}
    return {need for need in shown if child.get_skill(need).known < READY}


def _is_wrongly_repeated(child: ChildState, listed: ListedLesson, today: date) -> bool:
    """Whether a done lesson comes although its main skill is not due, or was practised today."""
    state = child.get_skill(listed.lesson.main_skill)
    is_due = state.memory is not None and today >= state.memory.due_on and state.last_on != today
    return listed.lesson.id in child.done and not is_due


def _is_needless(child: ChildState, listed: ListedLesson) -> bool:
    """Whether a lesson of mastered skills is neither a review nor the easy success."""
    has_mastered = all(child.get_skill(skill).is_mastered for skill in listed.lesson.skills)
    return has_mastered and not listed.is_review and not listed.is_easy
