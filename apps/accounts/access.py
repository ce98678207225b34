"""What a person may do, give away, and see of their children."""

from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts import queries
from apps.accounts.models import Institution, Invitation, OwnRole, Session, User
from apps.core.errors import ErrorCode, Forbidden, NotFound
from apps.core.files import file_by_link
from apps.core.lookups import get_one
from apps.core.models import StoredFile
from apps.core.permissions import permissions_of
from apps.settings.models import Branch


class GuardianRight(StrEnum):
    """What a guardian's link may let them see of the child; the values are the link's fields."""

    PROGRESS = "sees_progress"
    RECORDINGS = "sees_recordings"
    PAYMENTS = "sees_payments"


def has_permission(user: User, permission: str) -> bool:
    """Whether the user's role, built-in or own, holds the permission; nobody who is switched off holds any."""
    return permission in user.permission_set


def check_can_grant_role(actor: User, *, role: str, own_role: OwnRole | None = None) -> None:
    """Forbidden when the role would give somebody a permission that the actor does not hold."""
    if not can_grant_role(actor, role=role, own_role=own_role):
        raise Forbidden()


def can_grant_role(actor: User, *, role: str, own_role: OwnRole | None = None) -> bool:
    """Whether the actor holds whatever the role would give; nobody who is switched off holds anything."""
    return _role_permissions(role, own_role) <= actor.permission_set


def check_can_manage_user(actor: User, person: User) -> None:
    """Forbidden when the person's role holds a permission that the actor does not, also while switched off."""
    if not _role_permissions(person.role, person.own_role) <= actor.permission_set:
        raise Forbidden()


def check_can_change_role(actor: User, *, stepped_up: bool) -> None:
    """Forbidden for who may not give people other roles; `step_up_required` for who did not lately prove who they are.

    What a change of role asks for, for the services that come to the same.
    """
    if not has_permission(actor, "accounts.change_role"):
        raise Forbidden()
    if not stepped_up:
        raise Forbidden(_("Please prove again who you are."), code=ErrorCode.STEP_UP_REQUIRED)


def is_verified(user: User) -> bool:
    """Whether an e-mail or phone is proved to be the person's own, or none has to be: of a child, or without any."""
    proved = user.email_verified_at is not None or user.phone_verified_at is not None
    return proved or (user.email is None and user.phone is None) or queries.is_child(user)


def get_default_branch_for(user: User) -> Branch:
    """The branch of what the user makes without naming one: the default one, else the first they work in.

    Forbidden for who works in none.
    """
    works_in = Branch.objects.all() if user.all_branches else user.branches.all()
    branch = works_in.order_by("-is_default", "id").first()
    if branch is None:
        raise Forbidden()
    return branch


def get_custom_role(role_id: UUID) -> OwnRole:
    """One of the centre's own roles that is in use."""
    return get_one(queries.list_custom_roles(), role_id)


def get_child(user: User, child_id: UUID, *, right: GuardianRight | None = None) -> User:
    """A child whom the user cares for, by a link that is open and (where named) lets them see that."""
    return get_one(queries.list_children(user, right=right), child_id)


def get_own_session(user: User, session_id: UUID) -> Session:
    """One of the person's own devices that is signed in."""
    return get_one(queries.list_open_sessions(user), session_id)


def get_institution(institution_id: UUID) -> Institution:
    """An institution of the directory, for anybody."""
    return get_one(queries.list_institutions(), institution_id)


def get_avatar(link: str) -> StoredFile:
    """The picture behind a link that was given out lately, while it is somebody's avatar."""
    stored = file_by_link(link)
    if not User.objects.filter(avatar=stored).exists():
        raise NotFound()
    return stored


def get_invitation(user: User, invitation_id: UUID) -> Invitation:
    """An invitation that the person may see."""
    return get_one(queries.list_visible_invitations(user), invitation_id)


def _role_permissions(role: str, own_role: OwnRole | None) -> frozenset[str]:
    return permissions_of(role) if own_role is None else own_role.permission_set
