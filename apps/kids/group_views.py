"""How far the children of a group are, and who may practise together. For teachers of the group and the office.

Nobody reads it about own family, whom a user may teach.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import Consent, ConsentKind, User
from apps.core.stored_messages import FormattedMessage
from apps.core.translated_texts import pick_translation
from apps.courses.access import get_taught_group
from apps.courses.models import Group, Membership
from apps.kids.access import list_kids_to_decide
from apps.kids.models import LessonSkill, QuestionSkill, Skill, SkillMastery
from apps.kids.progress_views import SkillProgress, build_progress, get_known
from apps.kids.recommending.circles import list_needed, suggest_circles
from apps.kids.skill_queries import LoadedTree, load_tree
from apps.kids.skill_tree import SkillKind, list_in_order

REASONS: Mapping[tuple[bool, bool], StrOrPromise] = {
    (True, True): _(
        "“%(skill)s”: %(low)d of them are low in it and %(medium)d medium. They know what comes before it."
    ),
    (True, False): _("“%(skill)s”: all %(low)d of them are low in it. They know what comes before it."),
    (False, True): _("“%(skill)s”: all %(medium)d of them are medium in it. They know what comes before it."),
}
"""By whether there are low and medium ones."""


@dataclass(frozen=True)
class MapArea:
    """An area with those of its skills and steps that a map shows, in the order of the tree."""

    area: Skill
    skills: list[Skill]


@dataclass(frozen=True)
class MapChild:
    """A child, the skills that it has practised, and those that it needs: least known first, and never more than it is
    ready for. `is_recorded`: a consent allows that answers count.
    """

    child: User
    is_recorded: bool
    cells: list[SkillProgress]
    needs: list[UUID]


@dataclass(frozen=True)
class GroupMap:
    """Children by name and skills by area. A child has no cell for a skill without answers."""

    group: Group
    areas: list[MapArea]
    children: list[MapChild]


@dataclass(frozen=True)
class SuggestedCircle:
    """Children who may practise a skill together, and why."""

    skill: Skill
    children: list[User]
    reason: str


@dataclass(frozen=True)
class GroupCircles:
    """What to do in small circles."""

    group: Group
    circles: list[SuggestedCircle]


@dataclass(frozen=True)
class _GroupFacts:
    group: Group
    loaded: LoadedTree
    codes: list[str]
    children: list[User]
    masteries: dict[UUID, list[SkillMastery]]

    @property
    def skills(self) -> list[Skill]:
        return [self.loaded.rows[code] for code in self.codes]

    @property
    def prerequisites(self) -> dict[Hashable, list[UUID]]:
        return list_prerequisites(self.loaded, self.codes)

    def get_known(self, child: User) -> dict[Hashable, float]:
        return {row.skill_id: get_known(row) for row in self.masteries.get(child.pk, ())}


def load_group_map(user: User, group_id: UUID) -> GroupMap:
    """Return how far the children of a group are, with a fixed number of queries. Raise NotFound for a group that the
    user does not teach.
    """
    facts = _load_facts(user, group_id)
    recorded = _list_recorded(facts.children)
    children = [_build_child(user, facts, child, recorded) for child in facts.children]
    return GroupMap(facts.group, build_areas(facts.loaded, facts.codes), children)


def load_group_circles(user: User, group_id: UUID) -> GroupCircles:
    """Return suggested circles of a group, with a fixed number of queries. Raise as `load_group_map`."""
    facts = _load_facts(user, group_id)
    people, skills = {child.pk: child for child in facts.children}, {skill.pk: skill for skill in facts.skills}
    known: dict[Hashable, dict[Hashable, float]] = {child.pk: facts.get_known(child) for child in facts.children}
    circles = suggest_circles(known, list(skills), facts.prerequisites)
    return GroupCircles(
        facts.group,
        [
            SuggestedCircle(
                skill=skills[cast(UUID, circle.skill)],
                children=[people[cast(UUID, child)] for child in circle.children],
                reason=_write_reason(skills[cast(UUID, circle.skill)], circle.low, circle.medium),
            )
            for circle in circles
        ],
    )


def _load_facts(user: User, group_id: UUID) -> _GroupFacts:
    group = get_taught_group(user, group_id)
    members = Membership.objects.filter(group=group, left_on__isnull=True).values("student")
    kids = list_kids_to_decide(user).filter(pk__in=members).order_by("first_name", "last_name", "pk")
    children = list(kids)
    if not children:
        return _GroupFacts(group, LoadedTree({}, {}), [], [], {})
    masteries: dict[UUID, list[SkillMastery]] = {}
    rows = SkillMastery.objects.filter(child__in=children, skill__archived_at__isnull=True)
    for row in rows.select_related("skill", "overruled_by"):
        masteries.setdefault(row.child_id, []).append(row)
    loaded = load_tree()
    shown = _list_taught(group) | {row.skill_id for rows_of_one in masteries.values() for row in rows_of_one}
    codes = [code for code in list_in_order(loaded.tree) if loaded.rows[code].pk in shown]
    return _GroupFacts(group, loaded, codes, children, masteries)


def _list_taught(group: Group) -> set[UUID]:
    """Return the skills in use that lessons and questions of the group's course train."""
    lessons = LessonSkill.objects.filter(lesson__course=group.course_id, lesson__deleted_at__isnull=True)
    questions = QuestionSkill.objects.filter(question__bank__course=group.course_id)
    named = Q(pk__in=lessons.values("skill")) | Q(pk__in=questions.values("skill"))
    skills = Skill.objects.filter(named, archived_at__isnull=True).exclude(kind=SkillKind.AREA)
    return set(skills.values_list("pk", flat=True))


def _list_recorded(children: Collection[User]) -> set[UUID]:
    """Return the children whose answers count: their newest answer to the consent is yes."""
    newest = Consent.objects.filter(kind=ConsentKind.LEARNING_SYSTEMS, person__in=children)
    rows = newest.order_by("person", "-revision").distinct("person")
    return {row.person_id for row in rows if row.given}


def build_areas(loaded: LoadedTree, codes: Iterable[str]) -> list[MapArea]:
    """Return these skills and steps by area, in their order."""
    areas: dict[str, list[Skill]] = {}
    for code in codes:
        areas.setdefault(_find_area(loaded, code), []).append(loaded.rows[code])
    return [MapArea(loaded.rows[area], skills) for area, skills in areas.items()]


def list_prerequisites(loaded: LoadedTree, codes: Iterable[str]) -> dict[Hashable, list[UUID]]:
    """Return the ids of the skills in use that come before each of these skills, by id."""
    rows, tree = loaded.rows, loaded.tree
    return {
        rows[code].pk: [rows[need].pk for need in sorted(tree[code].needs) if not tree[need].is_archived]
        for code in codes
    }


def _find_area(loaded: LoadedTree, code: str) -> str:
    """Return the code of the area in which a skill or a step stands."""
    while loaded.tree[code].parent:
        code = loaded.tree[code].parent
    return code


def _build_child(user: User, facts: _GroupFacts, child: User, recorded: Collection[UUID]) -> MapChild:
    rows = facts.masteries.get(child.pk, [])
    needs = list_needed(facts.get_known(child), [skill.pk for skill in facts.skills], facts.prerequisites)
    return MapChild(
        child=child,
        is_recorded=child.pk in recorded,
        cells=[build_progress(user, row, is_in_care=True) for row in rows],
        needs=[cast(UUID, need) for need in needs],
    )


def _write_reason(skill: Skill, low: int, medium: int) -> str:
    words = REASONS[low > 0, medium > 0]
    return FormattedMessage(words, skill=pick_translation(skill.name), low=low, medium=medium)
