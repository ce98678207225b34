"""Reads of what real answers said of skills and items."""

from collections.abc import Collection
from uuid import UUID

from apps.kids.mastery.replay import GivenAnswer
from apps.kids.mastery.tracing import DEFAULTS, SkillParameters
from apps.kids.models import ItemDifficulty, SkillAnswer, SkillFit


def load_parameters(skill_ids: Collection[UUID]) -> dict[UUID, SkillParameters]:
    """Return the parameters of tracing of each of these skills, with one query: fitted ones, or the defaults."""
    rows = SkillFit.objects.filter(skill__in=list(skill_ids))
    fitted = {
        row.skill_id: SkillParameters(initial=row.initial, learn=row.learn, slip=row.slip, guess=row.guess)
        for row in rows
    }
    return {skill_id: fitted.get(skill_id, DEFAULTS) for skill_id in skill_ids}


def get_parameters(skill_id: UUID) -> SkillParameters:
    """Return the parameters of tracing of one skill."""
    return load_parameters([skill_id])[skill_id]


def load_difficulties(skill_id: UUID) -> dict[UUID, float]:
    """Return the difficulties of the items of a skill, in logits; those that nobody answered are left out."""
    return dict(ItemDifficulty.objects.filter(skill=skill_id).values_list("item", "difficulty"))


def describe_answer(answer: SkillAnswer, difficulty: float) -> GivenAnswer:
    """Return an answer as tracing takes it, with the difficulty of its item."""
    return GivenAnswer(
        on=answer.given_on,
        is_right=answer.is_right,
        has_help=answer.has_help,
        options=answer.options,
        difficulty=difficulty,
        weight=float(answer.weight),
    )
