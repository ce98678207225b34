"""Which lessons a child may get: class, language, device, prerequisites, and no lesson twice."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date

from apps.kids.recommending.lessons import MIXED, ChildState, KidsLesson

READY_FROM = 0.6
"""The mastery of a prerequisite from which a lesson may come."""
Prerequisites = Mapping[Hashable, Sequence[Hashable]]
"""The skills that a skill needs, by skill; without cycles."""


def is_of_class(child: ChildState, lesson: KidsLesson) -> bool:
    """Whether a lesson is for the child's class or for all."""
    return lesson.kg_class in (child.kg_class, MIXED)


def can_be_used(child: ChildState, lesson: KidsLesson) -> bool:
    """Whether a lesson speaks the child's language and works on its device."""
    return child.language in lesson.languages and child.device in lesson.devices


def list_usable(child: ChildState, lessons: Sequence[KidsLesson]) -> list[KidsLesson]:
    """Return the lessons of the class that the child can use; where there are none, all of the class."""
    of_class = [lesson for lesson in lessons if is_of_class(child, lesson)]
    return [lesson for lesson in of_class if can_be_used(child, lesson)] or of_class


def list_taught_skills(lessons: Sequence[KidsLesson]) -> set[Hashable]:
    """Return the skills that these lessons train."""
    return {skill for lesson in lessons for skill in lesson.skills}


def list_needs(
    child: ChildState, lesson: KidsLesson, prerequisites: Prerequisites, taught: set[Hashable]
) -> set[Hashable]:
    """Return the prerequisites of a lesson that count: those that it does not train itself.

    A prerequisite that no usable lesson trains and that the child never practised is left out: it belongs to an
    earlier class, nothing shows it, and the child would wait for ever.
    """
    return {
        need
        for skill in lesson.skills
        for need in prerequisites.get(skill, ())
        if need not in lesson.skills and (need in taught or child.get_skill(need).answers)
    }


def get_readiness(child: ChildState, lesson: KidsLesson, prerequisites: Prerequisites, taught: set[Hashable]) -> float:
    """Return the lowest mastery among the prerequisites of a lesson that count; 1 without any."""
    return min((child.get_skill(need).known for need in list_needs(child, lesson, prerequisites, taught)), default=1.0)


def is_due(child: ChildState, skill: Hashable, today: date) -> bool:
    """Whether a skill is to be reviewed today, and was not practised today already."""
    state = child.get_skill(skill)
    return state.memory is not None and state.memory.is_due(today) and state.last_on != today
