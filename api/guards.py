"""The named guards: who gets past, decided in one place each. docs/security.md has a line for every one.

`permission` and `verified` stand before an operation (`auth=…`). The others are asked inside of it, with an id or a
thing, and raise: NotFound where the caller may not even know of it, Forbidden where they may look and not touch.
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
from apps.learning.access import get_learnt_course

READ_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

permission = requires
"""`auth=permission("homework.submit")`: signed in, and the role holds it."""


class Verified(Requires):
    """As `permission`, and an e-mail or phone of the person is proven to be theirs.

    For what hands out a person's data or lets somebody in. Never refused are children, also those with an address, and
    whoever has no address at all: the office that entered them vouches for them. Whoever else the office enters proves
    the address by setting their first password. So it is for those whose address the office changed: they prove the
    new one by `/auth/verify-email/resend/`.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Identity:
        """As `Requires`; Forbidden (not_verified)."""
        identity = super().authenticate(request, token)
        if not is_verified(identity.user):
            raise Forbidden(_("Please confirm your e-mail or phone first."), code=ErrorCode.NOT_VERIFIED)
        return identity


def verified(permission: str) -> Verified:
    """`auth=verified("homework.submit")`."""
    return Verified(permission)


def owner_or_read_only(request: SignedInRequest, owner_id: UUID | None) -> None:
    """Everybody who got here may read; Forbidden for another than the owner who wants to write."""
    if request.method not in READ_METHODS and request.auth.user.pk != owner_id:
        raise Forbidden()


def course_teacher(request: SignedInRequest, course_id: UUID) -> Course:
    """The course, for who leads or assists a group that learns it, and for the office; else NotFound."""
    return get_taught_course(request.auth.user, course_id)


def enrolled(request: SignedInRequest, course_id: UUID) -> Course:
    """The course, for whom it is open online now and for who teaches it; Forbidden for others who may see it in the
    catalogue, NotFound for the rest.
    """
    return get_learnt_course(request.auth.user, course_id)


def group_teacher(request: SignedInRequest, group_id: UUID) -> Group:
    """The group, for its teacher, its assistants and the office; else NotFound."""
    return get_taught_group(request.auth.user, group_id)


def own_child(request: SignedInRequest, child_id: UUID, *, sees: GuardianRight | None = None) -> User:
    """The child, for who cares for it by an open link, which must let them see `sees` when named; else NotFound."""
    return get_child(request.auth.user, child_id, right=sees)


def moderator_or_up(request: SignedInRequest) -> None:
    """Forbidden for who does not hold `content.moderate`: taking down what others wrote."""
    if not has_permission(request.auth.user, "content.moderate"):
        raise Forbidden()


GUARDS: dict[str, Any] = {
    "permission": permission,
    "verified": verified,
    "owner_or_read_only": owner_or_read_only,
    "course_teacher": course_teacher,
    "enrolled": enrolled,
    "group_teacher": group_teacher,
    "own_child": own_child,
    "moderator_or_up": moderator_or_up,
}
