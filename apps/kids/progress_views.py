"""How far a child is with its skills, as a reader may see it.

The child reads words alone: no level, number, rank or comparison. Guardians read levels and words, teachers and the
office also what they come from, though not about own family.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.kids.access import list_kids_to_decide
from apps.kids.mastery.tracing import MasteryLevel, Overrule, combine_with_overrule, get_level, is_mastered
from apps.kids.models import Skill, SkillMastery
from apps.kids.skill_queries import load_tree
from apps.kids.skill_tree import list_in_order

MASTERED = "mastered"
WORDS: dict[str, StrOrPromise] = {
    MASTERED: _("Has learnt it."),
    MasteryLevel.HIGH: _("Nearly has it."),
    MasteryLevel.MEDIUM: _("Is learning it."),
    MasteryLevel.LOW: _("Has begun."),
}
CHILD_WORDS: dict[str, StrOrPromise] = {
    MASTERED: _("You can do this!"),
    MasteryLevel.HIGH: _("You nearly have it!"),
    MasteryLevel.MEDIUM: _("You are learning this!"),
    MasteryLevel.LOW: _("Let us play this!"),
}


@dataclass(frozen=True)
class MasteryFacts:
    """What a mastery comes from. `by_answers`: the level by the answers alone; `overruled`: the teacher's, which has
    not faded altogether.
    """

    answers: int
    days: int
    last_on: date | None
    due_on: date | None
    by_answers: MasteryLevel
    overruled: MasteryLevel | None
    overruled_by: User | None
    reason: str


@dataclass(frozen=True)
class SkillProgress:
    """A skill of a child for one reader. `level` and `facts` are None where the reader does not see them."""

    skill: Skill
    words: StrOrPromise
    is_mastered: bool
    level: MasteryLevel | None
    facts: MasteryFacts | None


@dataclass(frozen=True)
class ChildProgress:
    """The skills in which a child has answered or a teacher has decided, in the order of the tree. `is_recorded`: a
    consent allows that answers count.
    """

    child: User
    is_recorded: bool
    skills: list[SkillProgress]


def get_overrule(row: SkillMastery) -> Overrule | None:
    """Return a teacher's word on a skill, if there is one."""
    if row.overruled is None:
        return None
    return Overrule(known=row.overruled, reason=row.reason, answers_since=row.answers_since)


def get_known(row: SkillMastery) -> float:
    """Return the mastery that counts: by the answers, and a teacher's word by the weight that it still has."""
    return combine_with_overrule(row.known, get_overrule(row))


def has_mastered(row: SkillMastery) -> bool:
    """Return whether the skill counts as mastered."""
    return is_mastered(row.known, answers=row.answers, days=row.days, overrule=get_overrule(row))


def describe_mastery(row: SkillMastery) -> str:
    """Return the key in WORDS of how far the child is with the skill."""
    return MASTERED if has_mastered(row) else get_level(get_known(row))


def load_progress(user: User, child: User) -> ChildProgress:
    """Return the progress of the child for this user, who may see it (`access.get_kid_with_progress`), with a fixed
    number of queries.
    """
    is_in_care = list_kids_to_decide(user).filter(pk=child.pk).exists()
    rows = SkillMastery.objects.filter(child=child).select_related("skill", "overruled_by")
    by_code = {row.skill.code: row for row in rows}
    ordered = [by_code[code] for code in list_in_order(load_tree().tree) if code in by_code]
    is_recorded = has_consented(child, ConsentKind.LEARNING_SYSTEMS)
    return ChildProgress(child, is_recorded, [build_progress(user, row, is_in_care=is_in_care) for row in ordered])


def build_progress(user: User, row: SkillMastery, *, is_in_care: bool) -> SkillProgress:
    """Return the mastery of one skill for this user."""
    is_own, level = user.pk == row.child_id, get_level(get_known(row))
    words = CHILD_WORDS if is_own else WORDS
    return SkillProgress(
        skill=row.skill,
        words=words[describe_mastery(row)],
        is_mastered=has_mastered(row),
        level=None if is_own else level,
        facts=_build_facts(row) if is_in_care else None,
    )


def _build_facts(row: SkillMastery) -> MasteryFacts:
    return MasteryFacts(
        answers=row.answers,
        days=row.days,
        last_on=row.last_on,
        due_on=row.due_on,
        by_answers=get_level(row.known),
        overruled=None if row.overruled is None else get_level(row.overruled),
        overruled_by=row.overruled_by,
        reason=row.reason,
    )
