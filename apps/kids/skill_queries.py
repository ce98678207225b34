"""Reads of skills and of what trains them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.kids.classes import Audience, ContentClass, Device
from apps.kids.lesson_lengths import MOST_MINUTES, estimate_minutes
from apps.kids.models import LessonClass, LessonSkill, QuestionSkill, Skill
from apps.kids.skill_tree import SkillDraft, SkillKind, list_in_order
from apps.learning.models import CourseLesson
from apps.quizzes.models import Question


@dataclass(frozen=True)
class LoadedTree:
    """All skills as they stand, also archived ones: rows and drafts by code."""

    rows: dict[str, Skill]
    tree: dict[str, SkillDraft]

    @property
    def kinds(self) -> dict[str, SkillKind]:
        """What each skill is."""
        return {code: SkillKind(row.kind) for code, row in self.rows.items()}


def load_tree() -> LoadedTree:
    """Return the tree with two queries."""
    rows = list(with_prerequisites(Skill.objects.order_by("position", "code")))
    codes = {row.pk: row.code for row in rows}
    tree = {
        row.code: SkillDraft(
            code=row.code,
            parent=codes[row.parent_id] if row.parent_id else "",
            name=row.name,
            icon=row.icon,
            position=row.position,
            needs=frozenset(codes[link.needs_id] for link in row.prerequisites.all()),
            is_archived=row.archived_at is not None,
        )
        for row in rows
    }
    return LoadedTree({row.code: row for row in rows}, tree)


def with_prerequisites(skills: QuerySet[Skill]) -> QuerySet[Skill]:
    """Return the skills with what comes before each."""
    return skills.prefetch_related("prerequisites")


def list_skills(*, archived: bool = False) -> list[Skill]:
    """Return the skills, each after what it stands in; with `archived`, also those that are archived."""
    loaded = load_tree()
    rows = [loaded.rows[code] for code in list_in_order(loaded.tree)]
    return [row for row in rows if archived or row.archived_at is None]


def reload_skill(skill_id: UUID) -> Skill:
    """Return the skill with what comes before it."""
    return with_prerequisites(Skill.objects.all()).get(pk=skill_id)


def list_lesson_skills(lesson: CourseLesson) -> QuerySet[LessonSkill]:
    """Return the skills that a course lesson trains."""
    return lesson.trained_skills.select_related("skill").order_by("skill__code")


def list_question_skills(question: Question) -> QuerySet[QuestionSkill]:
    """Return the skills that a question asks for."""
    return question.asked_skills.select_related("skill").order_by("skill__code")


def find_audience(lesson: CourseLesson) -> Audience | None:
    """Return for whom a course lesson is; None for a lesson that is for no children of the kindergarten."""
    row = LessonClass.objects.filter(lesson=lesson).first()
    if row is None:
        return None
    return Audience(ContentClass(row.content_class), tuple(row.languages), tuple(map(Device, row.devices)))


def load_lesson_training(lesson: CourseLesson) -> dict[str, Any]:
    """Return for whom a course lesson is, the skills that it trains, and how long a child plays it."""
    audience = find_audience(lesson)
    return {
        "content_class": audience.content_class if audience else None,
        "languages": audience.languages if audience else (),
        "devices": audience.devices if audience else (),
        "skills": list_lesson_skills(lesson),
        "play_minutes": estimate_minutes(lesson),
        "most_play_minutes": MOST_MINUTES,
    }
