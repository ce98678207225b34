"""Who may do what with accounts, and who may load which objects."""

from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts import queries
from apps.accounts.models import Guardian, Institution, Invitation, OwnRole, Session, User
from apps.core.errors import ErrorCode, Forbidden, NotFound
from apps.core.files.links import get_file_by_link
from apps.core.lookups import get_or_not_found
from apps.core.models import StoredFile
from apps.core.permissions import get_office_permissions, get_role_permissions
from apps.settings.models import Branch


class GuardianRight(StrEnum):
    """What a guardian may see of a child; the values are fields of `Guardian`."""

    PROGRESS = "sees_progress"
    RECORDINGS = "sees_recordings"
    PAYMENTS = "sees_payments"


def has_permission(user: User, permission: str) -> bool:
    """Return whether the user's role, built-in or custom, has the permission. A deactivated user has none."""
    return permission in user.permission_set


def has_office_permission(user: User) -> bool:
    """Return whether the user's role has a permission that of the built-in roles only the office has."""
    return not user.permission_set.isdisjoint(get_office_permissions())


def check_can_grant_role(actor: User, *, role: str, own_role: OwnRole | None = None) -> None:
    """Raise Forbidden when the role has a permission that the actor does not have."""
    if not can_grant_role(actor, role=role, own_role=own_role):
        raise Forbidden()


def can_grant_role(actor: User, *, role: str, own_role: OwnRole | None = None) -> bool:
    """Return whether the actor has every permission of the role."""
    wanted = get_role_permissions(role) if own_role is None else own_role.permission_set
    return wanted <= actor.permission_set


def check_can_manage_user(actor: User, person: User) -> None:
    """Raise Forbidden when the user's role has a permission that the actor does not have, even if the user is
    deactivated.
    """
    check_can_grant_role(actor, role=person.role, own_role=person.own_role)


def check_can_change_role(actor: User, *, stepped_up: bool) -> None:
    """Raise Forbidden without the permission to change roles, and with `step_up_required` without a recent step-up.

    Services that have the same effect as a change of role use it too.
    """
    if not has_permission(actor, "accounts.change_role"):
        raise Forbidden()
    check_stepped_up(stepped_up)


def check_stepped_up(stepped_up: bool) -> None:
    """Raise Forbidden `step_up_required` unless the session had a recent step-up."""
    if not stepped_up:
        raise Forbidden(_("Please confirm your identity again."), code=ErrorCode.STEP_UP_REQUIRED)


def is_verified(user: User) -> bool:
    """Return whether the user has a verified e-mail or phone. Also true for children, who need none."""
    return user.email_verified_at is not None or user.phone_verified_at is not None or queries.is_child(user)


def get_branch_for_new_objects(user: User) -> Branch:
    """Return the branch of objects that the user creates without naming one: the default branch if the user works
    there, else their first. Raise Forbidden for a user without branches.
    """
    works_in = Branch.objects.all() if user.all_branches else user.branches.all()
    branch = works_in.order_by("-is_default", "id").first()
    if branch is None:
        raise Forbidden()
    return branch


def get_custom_role(role_id: UUID) -> OwnRole:
    """Return a custom role that is not archived."""
    return get_or_not_found(queries.list_active_custom_roles(), role_id)


def get_child(user: User, child_id: UUID, *, right: GuardianRight | None = None) -> User:
    """Return a child in the user's care, by an open link that gives `right` (when named)."""
    return get_or_not_found(queries.list_children(user, right=right), child_id)


def get_own_guardian_link(user: User, link_id: UUID) -> Guardian:
    """Return an open link of a guardian to the user."""
    return get_or_not_found(queries.list_guardianships(child_id=user.pk, open_now=True), link_id)


def get_own_session(user: User, session_id: UUID) -> Session:
    """Return an open session of the user."""
    return get_or_not_found(queries.list_open_sessions(user), session_id)


def get_institution(institution_id: UUID) -> Institution:
    """Return an institution; for everybody."""
    return get_or_not_found(queries.list_active_institutions(), institution_id)


def get_avatar(link: str) -> StoredFile:
    """Return the picture behind a valid signed link, if it is still the avatar of a user."""
    stored = get_file_by_link(link)
    if not User.objects.filter(avatar=stored).exists():
        raise NotFound()
    return stored


def get_invitation(user: User, invitation_id: UUID) -> Invitation:
    """Return an invitation that the user may see."""
    return get_or_not_found(queries.list_visible_invitations(user), invitation_id)
