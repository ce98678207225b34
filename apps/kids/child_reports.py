"""The report of a child: what it can, what it has learnt, and what comes next, in words and without comparison."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.local_days import get_period_start
from apps.core.stored_messages import FormattedMessage
from apps.core.translated_texts import pick_translation
from apps.kids.access import get_kid_to_decide
from apps.kids.class_queries import ChildClass, get_child_class, get_class_day
from apps.kids.group_views import MapArea, build_areas, list_prerequisites
from apps.kids.models import Observation, Skill, SkillMastery
from apps.kids.observation_views import build_observations, with_parts
from apps.kids.past_levels import ORDER, load_levels_before, tell_level
from apps.kids.progress_views import WORDS, get_known
from apps.kids.recommending.circles import list_needed
from apps.kids.services.mastery import GivenLevel
from apps.kids.skill_queries import LoadedTree, load_tree
from apps.kids.skill_tree import list_in_order
from apps.settings.queries import get_default_branch

MOST_OBSERVATIONS = 10
NEXT_STEP = _("Practise “%(skill)s” together, a few minutes each day.")
FIRST_STEP = _("Play a first lesson together.")
ALL_KNOWN = _("Go on playing: what is known stays known.")


@dataclass(frozen=True)
class ReportedSkill:
    """A skill of a child in words."""

    skill: Skill
    level: GivenLevel
    words: StrOrPromise


@dataclass(frozen=True)
class ReportedArea:
    """An area with the skills that the child has practised."""

    area: Skill
    skills: list[ReportedSkill]


@dataclass(frozen=True)
class ChildReport:
    """The report of a child about the days `first`..`last`. `learnt`: skills in which it came to “nearly has it” or
    further in these days. `observations`: the newest of these days that are for the family.
    """

    child: User
    child_class: ChildClass
    first: date
    last: date
    areas: list[ReportedArea]
    learnt: list[ReportedSkill]
    observations: list[dict[str, Any]]
    next_step: str


def load_child_report(user: User, child_id: UUID, *, days: int) -> ChildReport:
    """Return the report about the last `days` days, today with them; the number of queries is constant. Raise NotFound
    for a child whom the user does not teach, and for own family.
    """
    child = get_kid_to_decide(user, child_id)
    last = get_class_day()
    first = last - timedelta(days=days - 1)
    rows = {
        row.skill_id: row
        for row in SkillMastery.objects.filter(child=child, skill__archived_at__isnull=True).select_related("skill")
    }
    loaded = load_tree()
    codes = [code for code in list_in_order(loaded.tree) if loaded.rows[code].pk in rows]
    reported = {key: ReportedSkill(row.skill, tell_level(row), WORDS[tell_level(row)]) for key, row in rows.items()}
    before = load_levels_before(child, first, list(rows.values()))
    areas = build_areas(loaded, codes)
    return ChildReport(
        child=child,
        child_class=get_child_class(child, last),
        first=first,
        last=last,
        areas=[_report_area(area, reported) for area in areas],
        learnt=[
            reported[skill.pk]
            for area in areas
            for skill in area.skills
            if _is_learnt(before.get(skill.pk), reported[skill.pk].level)
        ],
        observations=_list_observations(user, child, first),
        next_step=_tell_next_step(loaded, codes, rows),
    )


def _report_area(area: MapArea, reported: dict[UUID, ReportedSkill]) -> ReportedArea:
    return ReportedArea(area.area, [reported[skill.pk] for skill in area.skills])


def _is_learnt(before: GivenLevel | None, now: GivenLevel) -> bool:
    """Whether a child came to a high level or further, from none or a lower one."""
    was = ORDER.index(before) if before else -1
    return ORDER.index(now) >= ORDER.index(GivenLevel.HIGH) and ORDER.index(now) > was


def _list_observations(user: User, child: User, first: date) -> list[dict[str, Any]]:
    since = get_period_start(first, get_default_branch().zone)
    rows = Observation.objects.filter(child=child, for_family=True, created_at__gte=since).order_by("-created_at")
    return build_observations(user, child, with_parts(rows)[:MOST_OBSERVATIONS])


def _tell_next_step(loaded: LoadedTree, codes: Sequence[str], rows: Mapping[UUID, SkillMastery]) -> str:
    """Return the step for the skill that the child needs most, among those that it is ready for."""
    skills = {loaded.rows[code].pk: loaded.rows[code] for code in codes}
    known: dict[Hashable, float] = {key: get_known(row) for key, row in rows.items()}
    needed = list_needed(known, list(skills), list_prerequisites(loaded, codes))
    if needed:
        return FormattedMessage(NEXT_STEP, skill=pick_translation(skills[cast(UUID, needed[0])].name))
    return str(ALL_KNOWN if rows else FIRST_STEP)
