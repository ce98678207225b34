"""Load leads and what belongs to them by id. Missing ones and those of other branches give the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_own_branches
from apps.core.errors import Forbidden, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.models import Course
from apps.courses.queries import list_people_within_reach
from apps.leads import queries
from apps.leads.models import Lead, LeadContract, LeadCost, LeadForm, LeadStage
from apps.settings.models import Branch

WORK = "leads.work"


def get_lead(user: User, lead_id: UUID) -> Lead:
    """Return a lead of the user's branches."""
    return get_or_not_found(queries.with_related(queries.list_visible_leads(user)), lead_id)


def get_lead_or_invalid(user: User, field: str, lead_id: UUID) -> Lead:
    """Return a lead of the user's branches whose id a body sends in `field`. Raise Invalid on that field."""
    return get_or_invalid(queries.list_visible_leads(user), lead_id, field=field, message=_("There is no such lead."))


def get_stage(user: User, stage_id: UUID) -> LeadStage:
    """Return a stage in use of the user's branches."""
    return get_or_not_found(queries.list_stages(user), stage_id)


def get_stage_or_invalid(user: User, stage_id: UUID) -> LeadStage:
    """Return a stage as `get_stage` does, whose id a body sends. Raise Invalid on "stage"."""
    return get_or_invalid(queries.list_stages(user), stage_id, field="stage", message=_("There is no such stage."))


def get_owner_or_invalid(user: User, owner_id: UUID) -> User:
    """Return a person within reach who may work with leads. Raise Invalid on "owner"."""
    message = _("This person does not work with leads.")
    owner = get_or_invalid(list_people_within_reach(user), owner_id, field="owner", message=message)
    if not has_permission(owner, WORK):
        return get_or_invalid(User.objects.none(), owner_id, field="owner", message=message)
    return owner


def works_with_leads(person: User, branch: Branch) -> bool:
    """Return whether an active person works with the leads of this branch."""
    if not person.is_active or not has_permission(person, WORK):
        return False
    return list_own_branches(person).filter(pk=branch.pk).exists()


def get_course_or_invalid(course_id: UUID) -> Course:
    """Return a course whose id a body sends. Raise Invalid on "course"."""
    return get_or_invalid(Course.objects.all(), course_id, field="course", message=_("There is no such course."))


def get_contract(user: User, lead_id: UUID) -> LeadContract:
    """Return the contract of a lead of the user's branches."""
    contract = getattr(get_lead(user, lead_id), "contract", None)
    if contract is None:
        raise NotFound()
    return contract  # type: ignore[no-any-return]


def get_form(user: User, form_id: UUID) -> LeadForm:
    """Return a site form of the user's branches."""
    return get_or_not_found(queries.list_forms(user), form_id)


def get_public_form(key: str) -> LeadForm:
    """Return the open form with this key; anybody may fill it in. Raise NotFound for a closed one too."""
    form = queries.find_open_form(key)
    if form is None:
        raise NotFound()
    return form


def get_cost(user: User, cost_id: UUID) -> LeadCost:
    """Return costs of a source in the user's branches."""
    return get_or_not_found(queries.list_costs(user), cost_id)


def check_may(user: User, *permissions: str) -> None:
    """Raise Forbidden unless the user has all these permissions."""
    if not all(has_permission(user, permission) for permission in permissions):
        raise Forbidden()
