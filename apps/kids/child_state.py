"""What is known of a child, as a list of lessons needs it."""

from collections import Counter
from collections.abc import Hashable, Mapping
from uuid import UUID

from apps.accounts.models import User
from apps.core.local_days import get_local_day, get_today
from apps.kids.class_queries import get_child_class
from apps.kids.classes import Device
from apps.kids.mastery.forgetting import Memory
from apps.kids.mastery.replay import RECORD
from apps.kids.models import SkillAnswer, SkillMastery
from apps.kids.progress_views import get_known, has_mastered
from apps.kids.recommending.lessons import ChildState, SkillState
from apps.learning.models import LessonProgress

RECENT = 10
"""Newest answers of a child, in all skills, among which misses are counted."""


def load_child_state(
    child: User, progress: Mapping[UUID, LessonProgress], *, device: Device, zone: str, with_skills: bool
) -> ChildState:
    """Return what is known of the child today, with a fixed number of queries. `progress`: by lesson.

    `with_skills`: what it can do may be used.
    """
    kg_class = get_child_class(child, get_today(zone)).kg_class
    return ChildState(
        kg_class=kg_class.value if kg_class else None,
        language=child.locale,
        device=device.value,
        skills=_load_skills(child) if with_skills else {},
        done={key: get_local_day(row.completed_at, zone) for key, row in progress.items() if row.completed_at},
    )


def _load_skills(child: User) -> dict[Hashable, SkillState]:
    misses = _count_misses(child)
    return {row.skill_id: _build_state(row, misses[row.skill_id]) for row in SkillMastery.objects.filter(child=child)}


def _count_misses(child: User) -> Counter[UUID]:
    """Return how many of the child's newest answers were wrong, by skill."""
    newest = SkillAnswer.objects.filter(child=child).order_by("-given_at", "-pk")[:RECENT]
    return Counter(skill_id for skill_id, is_right in newest.values_list("skill_id", "is_right") if not is_right)


def _build_state(row: SkillMastery, misses: int) -> SkillState:
    memory = None
    if row.stability is not None and row.difficulty is not None and row.last_on and row.due_on:
        memory = Memory(stability=row.stability, difficulty=row.difficulty, last_on=row.last_on, due_on=row.due_on)
    newest = min(row.answers, RECORD)
    return SkillState(
        known=get_known(row),
        answers=row.answers,
        newest=newest,
        newest_rights=newest - row.misses,
        misses=misses,
        is_mastered=has_mastered(row),
        last_on=row.last_on,
        memory=memory,
    )
