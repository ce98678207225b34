"""What teachers write about children. `apps.kids.observation_views` decides who may."""

from collections.abc import Collection, Sequence
from typing import TypedDict, Unpack
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.kids.models import Observation, ObservationSkill, Skill
from apps.kids.skill_tree import SkillKind
from apps.settings.services import write_audit_log

MOST_SKILLS = 5


class ObservationChanges(TypedDict, total=False):
    """Changes of an observation; absent keys stay. `skills` are replaced as a whole."""

    text: str
    for_family: bool
    skills: Sequence[Skill]


def write_observation(
    *, actor: User, child: User, text: str, skills: Sequence[Skill], for_family: bool = False
) -> Observation:
    """Write what one saw of a child. Raise Invalid on "skills" as `_check_skills`, NotFound for who is no child any
    more.
    """
    _check_skills(skills, named=())
    with unit_of_work():
        lock_observed(child.pk)
        row = Observation.objects.create(child=child, author=actor, text=text, for_family=for_family)
        _link(row, skills)
        changes = {"for_family": (None, for_family), "skills": (None, [skill.code for skill in skills])}
        write_audit_log(actor, "kids.write_observation", row, {"child": (None, str(child.pk))} | changes)
    return row


def change_observation(*, actor: User, observation: Observation, **changes: Unpack[ObservationChanges]) -> Observation:
    """Change the given fields. Raise Invalid on "skills" as `_check_skills`, NotFound when it was removed meanwhile."""
    skills = changes.pop("skills", None)
    with unit_of_work():
        row = lock_observation(observation.pk)
        differences = row.apply_changes(changes)
        before = {link.skill_id: link.skill.code for link in row.skill_links.select_related("skill")}
        if skills is not None:
            _check_skills(skills, named=before.keys())
            if {skill.pk for skill in skills} != set(before):
                row.skill_links.all().delete()
                _link(row, skills)
                differences["skills"] = (sorted(before.values()), sorted(skill.code for skill in skills))
        if differences:
            row.save(update_fields=["text", "for_family", "updated_at"])
            told = {name: values for name, values in differences.items() if name != "text"}
            write_audit_log(actor, "kids.change_observation", row, told)
    return row


def remove_observation(*, actor: User, observation: Observation) -> None:
    """Remove an observation; its file goes with the next clean-up. Raise NotFound when it was removed meanwhile."""
    with unit_of_work():
        row = lock_observation(observation.pk)
        write_audit_log(actor, "kids.remove_observation", row, {"child": (str(row.child_id), None)})
        row.delete()


def lock_observed(child_id: UUID) -> User:
    """Let nobody answer consents of a child, merge or erase it until the commit. Raise NotFound for who is no child any
    more.
    """
    rows = User.objects.filter(child_profile__isnull=False, erased_at=None)
    return get_or_not_found(rows.select_for_update(no_key=True, of=("self",)), child_id)


def lock_observation(observation_id: UUID) -> Observation:
    """Let nobody else change an observation until the commit."""
    return get_or_not_found(Observation.objects.select_for_update(of=("self",)), observation_id)


def _link(row: Observation, skills: Sequence[Skill]) -> None:
    ObservationSkill.objects.bulk_create(ObservationSkill(observation=row, skill=skill) for skill in skills)


def _check_skills(skills: Sequence[Skill], *, named: Collection[UUID]) -> None:
    """Raise Invalid on "skills" for a skill that comes twice, an area, and an archived one that was not named."""
    if len({skill.pk for skill in skills}) != len(skills):
        raise Invalid.field("skills", _("A skill comes twice."))
    if any(skill.kind == SkillKind.AREA for skill in skills):
        raise Invalid.field("skills", _("Name skills and steps, no areas."))
    if any(skill.archived_at is not None and skill.pk not in named for skill in skills):
        raise Invalid.field("skills", _("A skill is archived."))
