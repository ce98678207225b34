"""The named guards: each decides in one place who may pass. docs/security.md has a line for every one.

`permission` and `build_verified_user_auth` stand before an operation, in its decorator. The others are called inside
it, with an id or an object. They raise NotFound where the caller must not know of the object, Forbidden where they
may read but not write.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from api.auth import Identity, Requires, SignedInRequest, requires
from apps.accounts.access import GuardianRight, get_child, has_permission, is_verified
from apps.accounts.models import User
from apps.core.errors import ErrorCode, Forbidden
from apps.courses.access import get_taught_course, get_taught_group
from apps.courses.models import Course, Group
from apps.learning.access import get_enrolled_or_taught_course

READ_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

permission = requires
"""`permission("homework.submit")`: signed in, and the role holds it; the name alone means the same in a decorator."""


class Verified(Requires):
    """As `permission`, and the user has a verified e-mail or phone.

    For operations that give out personal data or access. Children always pass. Others whom the office created verify
    their address by setting the first password, or after a link on paper by a code; users whose address the office
    changed verify the new one by `/auth/verify-email/resend/`.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Identity:
        """As `Requires`; raise Forbidden (`not_verified`)."""
        identity = super().authenticate(request, token)
        if not is_verified(identity.user):
            raise Forbidden(_("Please confirm your e-mail or phone first."), code=ErrorCode.NOT_VERIFIED)
        return identity


def build_verified_user_auth(permission: str) -> Verified:
    """Return the authentication of an operation that needs `permission` and a user with a verified e-mail or phone."""
    return Verified(permission)


def check_owner_or_read_only(request: SignedInRequest, owner_id: UUID | None) -> None:
    """Everybody may read; raise Forbidden when another user than the owner writes."""
    if request.method not in READ_METHODS and request.auth.user.pk != owner_id:
        raise Forbidden()


def get_course_as_teacher(request: SignedInRequest, course_id: UUID) -> Course:
    """Return the course, for teachers and assistants of its groups, and for the office; else raise NotFound."""
    return get_taught_course(request.auth.user, course_id)


def get_course_as_enrolled_user(request: SignedInRequest, course_id: UUID) -> Course:
    """Return the course, for users with online access and for its teachers; raise Forbidden for others who may see it
    in the catalogue, NotFound for the rest.
    """
    return get_enrolled_or_taught_course(request.auth.user, course_id)


def get_group_as_teacher(request: SignedInRequest, group_id: UUID) -> Group:
    """Return the group, for its teacher, its assistants and the office; else raise NotFound."""
    return get_taught_group(request.auth.user, group_id)


def get_child_as_guardian(request: SignedInRequest, child_id: UUID, *, right: GuardianRight | None = None) -> User:
    """Return the child, for a guardian with an open link that gives `right` (when named); else raise NotFound."""
    return get_child(request.auth.user, child_id, right=right)


def check_moderator(request: SignedInRequest) -> None:
    """Raise Forbidden without the permission `content.moderate`."""
    if not has_permission(request.auth.user, "content.moderate"):
        raise Forbidden()


GUARDS: dict[str, Any] = {
    "permission": permission,
    "build_verified_user_auth": build_verified_user_auth,
    "check_owner_or_read_only": check_owner_or_read_only,
    "get_course_as_teacher": get_course_as_teacher,
    "get_course_as_enrolled_user": get_course_as_enrolled_user,
    "get_group_as_teacher": get_group_as_teacher,
    "get_child_as_guardian": get_child_as_guardian,
    "check_moderator": check_moderator,
}
