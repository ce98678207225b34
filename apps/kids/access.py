"""Load children and skills by id for a user. Missing and forbidden ones give the same NotFound."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import GuardianRight
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.core.errors import Invalid
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.person_access import list_people_in_care
from apps.kids.models import Skill
from apps.kids.skill_tree import SkillKind
from apps.payments.access_conflicts import list_own_family

NO_SKILL = _("There is no such skill.")


def list_kids_in_care(user: User) -> QuerySet[User]:
    """Return the children with a child profile whom the user teaches now; for the office, all within reach."""
    return list_people_in_care(user).filter(child_profile__isnull=False)


def get_kid(user: User, child_id: UUID) -> User:
    """Return a child with a child profile: for itself, its guardians, its teachers and the office."""
    return _get_linked_kid(user, child_id, list_children(user))


def get_kid_with_progress(user: User, child_id: UUID) -> User:
    """Return a child with a child profile whose progress the user may see: itself, guardians with that right, its
    teachers and the office.
    """
    return _get_linked_kid(user, child_id, list_children(user, right=GuardianRight.PROGRESS))


def get_playing_kid(user: User, child_id: UUID) -> User:
    """Return a child with a child profile that plays: itself, or with a guardian beside it who may see its progress."""
    own = list_children(user, right=GuardianRight.PROGRESS).order_by().values("pk")
    kids = User.objects.filter(Q(pk=user.pk) | Q(pk__in=own), child_profile__isnull=False, erased_at=None)
    return get_or_not_found(kids, child_id)


def get_own_kid(user: User, child_id: UUID) -> User:
    """Return a child with a child profile for a guardian who may see its progress, and for nobody else."""
    kids = list_children(user, right=GuardianRight.PROGRESS).filter(child_profile__isnull=False, erased_at=None)
    return get_or_not_found(kids, child_id)


def _get_linked_kid(user: User, child_id: UUID, own: QuerySet[User]) -> User:
    linked = Q(pk=user.pk) | Q(pk__in=own.order_by().values("pk"))
    linked |= Q(pk__in=list_kids_in_care(user).order_by().values("pk"))
    kids = User.objects.filter(linked, child_profile__isnull=False, erased_at=None)
    return get_or_not_found(kids.select_related("avatar"), child_id)


def list_kids_to_decide(user: User) -> QuerySet[User]:
    """Return the children whom the user teaches now (for the office, within reach), without own family."""
    return list_kids_in_care(user).exclude(pk__in=list_own_family(user).order_by().values("pk"))


def get_kid_to_decide(user: User, child_id: UUID) -> User:
    """Return a child whom the user teaches now, or the office has within reach; nobody of own family."""
    return get_or_not_found(list_kids_to_decide(user), child_id)


def get_skill(skill_id: UUID) -> Skill:
    """Return a skill, also an archived one."""
    return get_or_not_found(Skill.objects.all(), skill_id)


def get_skill_or_invalid(skill_id: UUID, *, field: str) -> Skill:
    """Return a skill that a body names. Raise Invalid on `field`."""
    return get_or_invalid(Skill.objects.all(), skill_id, field=field, message=NO_SKILL)


def get_skills_or_invalid(skill_ids: Collection[UUID], *, field: str) -> list[Skill]:
    """Return the skills that a body names, in its order, with one query. Raise Invalid on `field`."""
    rows = Skill.objects.in_bulk(list(skill_ids))
    if any(skill_id not in rows for skill_id in skill_ids):
        raise Invalid.field(field, NO_SKILL)
    return [rows[skill_id] for skill_id in skill_ids]


def get_learnt_skill(skill_id: UUID) -> Skill:
    """Return a skill or a step, also an archived one; an area is learnt by its skills."""
    return get_or_not_found(Skill.objects.exclude(kind=SkillKind.AREA), skill_id)
