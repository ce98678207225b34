"""What course lessons and questions train."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.kids.classes import Audience
from apps.kids.models import LessonClass, LessonSkill, QuestionSkill, Skill
from apps.kids.skill_queries import find_audience
from apps.kids.skill_tree import SkillKind
from apps.learning.models import CourseLesson
from apps.quizzes.models import Question
from apps.settings.services import write_audit_log

MAX_SKILLS_TRAINED = 10


@dataclass(frozen=True)
class SkillWeight:
    """A skill, and how much it is trained: above 0 and at most 1."""

    skill: Skill
    weight: Decimal


def set_lesson_training(
    *, actor: User, lesson: CourseLesson, audience: Audience | None, skills: Sequence[SkillWeight]
) -> None:
    """Set for whom a course lesson is (None: for no children of the kindergarten), and what it trains, in place of what
    was set before. Raise Invalid on "skills" as `_check_named`.
    """
    with unit_of_work():
        CourseLesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)
        changes = _replace(LessonSkill.objects.filter(lesson=lesson), skills, lesson=lesson)
        changes |= _set_audience(lesson, audience)
        if changes:
            write_audit_log(actor, "kids.set_lesson_skills", lesson, changes)


def set_question_training(*, actor: User, question: Question, skills: Sequence[SkillWeight]) -> None:
    """Set which skills a question asks for, in place of those before. Raise Invalid on "skills" as `_check_named`."""
    with unit_of_work():
        Question.objects.select_for_update(no_key=True).get(pk=question.pk)
        changes = _replace(QuestionSkill.objects.filter(question=question), skills, question=question)
        if changes:
            write_audit_log(actor, "kids.set_question_skills", question, changes)


def _set_audience(lesson: CourseLesson, audience: Audience | None) -> dict[str, tuple[Any, Any]]:
    """Set for whom a lesson is, and return what has changed."""
    before, after = _describe_audience(find_audience(lesson)), _describe_audience(audience)
    if audience is None:
        LessonClass.objects.filter(lesson=lesson).delete()
    else:
        LessonClass.objects.update_or_create(lesson=lesson, defaults=after)
    return {name: (before.get(name), after.get(name)) for name in before | after if before.get(name) != after.get(name)}


def _describe_audience(audience: Audience | None) -> dict[str, Any]:
    if audience is None:
        return {}
    return {
        "content_class": audience.content_class.value,
        "languages": sorted(set(audience.languages)),
        "devices": sorted({device.value for device in audience.devices}),
    }


def _replace(rows: Any, skills: Sequence[SkillWeight], **owner: Any) -> dict[str, tuple[Any, Any]]:
    """Replace the rows of a lesson or question, and return what has changed, by code and weight."""
    before = dict(rows.values_list("skill__code", "weight"))
    after = {each.skill.code: each.weight for each in skills}
    _check_named(skills, named=set(before))
    if before == after:
        return {}
    rows.delete()
    rows.model.objects.bulk_create(rows.model(skill=each.skill, weight=each.weight, **owner) for each in skills)
    return {"skills": (_describe(before), _describe(after))}


def _check_named(skills: Sequence[SkillWeight], *, named: set[str]) -> None:
    """Raise Invalid on "skills" for an area, a skill that comes twice, and an archived one that was not named."""
    codes = [each.skill.code for each in skills]
    if len(set(codes)) != len(codes):
        raise Invalid.field("skills", _("A skill comes twice."))
    if any(each.skill.kind == SkillKind.AREA for each in skills):
        raise Invalid.field("skills", _("Name skills and steps, no areas."))
    if any(each.skill.archived_at is not None and each.skill.code not in named for each in skills):
        raise Invalid.field("skills", _("A skill is archived."))


def _describe(weights: dict[str, Decimal]) -> dict[str, str]:
    return {code: f"{weight:.2f}" for code, weight in sorted(weights.items())}
