"""How far a child was with its skills before a day."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from apps.accounts.models import User
from apps.core.local_days import get_period_start
from apps.kids.class_queries import get_age
from apps.kids.fit_queries import describe_answer, load_parameters
from apps.kids.mastery.replay import SkillTrace, trace_answers
from apps.kids.mastery.tracing import Overrule, combine_with_overrule, get_level, is_mastered
from apps.kids.models import ItemDifficulty, SkillAnswer, SkillMastery
from apps.kids.progress_views import get_known, has_mastered
from apps.kids.services.mastery import GivenLevel
from apps.settings.queries import get_default_branch

ORDER = list(GivenLevel)
"""From the lowest to the highest."""


def tell_level(row: SkillMastery) -> GivenLevel:
    """Return how far the child is with a skill now, in one word."""
    return GivenLevel.MASTERED if has_mastered(row) else GivenLevel(get_level(get_known(row)))


def load_levels_before(child: User, day: date, rows: Collection[SkillMastery]) -> dict[UUID, GivenLevel]:
    """Return the level of each of these skills of the child by what was known before `day`, with four queries. A skill
    without an answer or a teacher's word until then has none.
    """
    given: dict[UUID, list[SkillAnswer]] = {}
    answers = SkillAnswer.objects.filter(child=child, given_on__lt=day)
    for answer in answers.order_by("given_on", "given_at", "answer__place", "pk"):
        given.setdefault(answer.skill_id, []).append(answer)
    skills = [row.skill_id for row in rows]
    parameters = load_parameters(skills)
    items = ItemDifficulty.objects.filter(skill__in=skills).values_list("skill", "item", "difficulty")
    difficulties = {(skill, item): difficulty for skill, item, difficulty in items}
    age, begins = get_age(child, day), get_period_start(day, get_default_branch().zone)
    levels: dict[UUID, GivenLevel] = {}
    for row in rows:
        skill = row.skill_id
        before = given.get(skill, [])
        overrule = _get_earlier_overrule(row, begins, before)
        if before or overrule:
            told = [describe_answer(answer, difficulties.get((skill, answer.item), 0.0)) for answer in before]
            levels[skill] = _tell(trace_answers(told, age=age, parameters=parameters[skill]), overrule)
    return levels


def _get_earlier_overrule(row: SkillMastery, begins: datetime, before: Collection[SkillAnswer]) -> Overrule | None:
    """Return a teacher's word that was there before the day `begins`, faded by the answers until then."""
    at = row.overruled_at
    if row.overruled is None or at is None or at >= begins:
        return None
    since = sum(answer.given_at > at for answer in before)
    return Overrule(known=row.overruled, reason=row.reason, answers_since=since)


def _tell(trace: SkillTrace, overrule: Overrule | None) -> GivenLevel:
    if is_mastered(trace.known, answers=trace.answers, days=trace.days, overrule=overrule):
        return GivenLevel.MASTERED
    return GivenLevel(get_level(combine_with_overrule(trace.known, overrule)))
