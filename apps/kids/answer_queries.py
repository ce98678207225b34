"""Reads of the answers of children, as tracing takes them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from apps.accounts.models import Consent, ConsentKind
from apps.kids.fit_queries import load_difficulties
from apps.kids.mastery.replay import GivenAnswer
from apps.kids.models import SkillAnswer

ORDER = ("given_on", "given_at", "answer__place", "pk")
"""In which answers of a child to a skill are traced."""


@dataclass(frozen=True)
class ChildAnswers:
    """All answers of a child to a skill, in their order."""

    child: UUID
    skill: UUID
    answers: list[GivenAnswer]


def list_consenting() -> set[UUID]:
    """Return the people whose newest answer to the consent "learning systems" is yes."""
    newest = Consent.objects.filter(kind=ConsentKind.LEARNING_SYSTEMS).order_by("person", "-revision")
    return {row.person_id for row in newest.distinct("person") if row.given}


def iterate_answers(skill: UUID, children: Collection[UUID]) -> Iterator[ChildAnswers]:
    """Yield the answers of each of these children to a skill."""
    difficulties, found = load_difficulties(skill), dict[UUID, list[GivenAnswer]]()
    rows = SkillAnswer.objects.filter(skill=skill, child__in=children).order_by("child_id", *ORDER)
    columns = ("child_id", "item", "is_right", "has_help", "options", "given_on", "weight")
    for child_id, item, is_right, has_help, options, given_on, weight in rows.values_list(*columns).iterator():
        given = GivenAnswer(
            on=given_on,
            is_right=is_right,
            has_help=has_help,
            options=options,
            difficulty=difficulties.get(item, 0.0),
            weight=float(weight),
        )
        found.setdefault(child_id, []).append(given)
    for child_id, answers in found.items():
        yield ChildAnswers(child_id, skill, answers)
