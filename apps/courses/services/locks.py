"""Row locks that a write holds until its commit."""

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict
from apps.core.lookups import get_or_not_found
from apps.courses.models import ENDED, Course, Group, GroupStatus, Membership


def lock_group(group_id: UUID, *, to_remove: bool = False) -> Group:
    """Return the group with its branch, locked until the commit. With `to_remove`, no other row can start to refer to
    it. Raise NotFound when it was deleted.
    """
    rows = Group.objects.select_for_update(no_key=not to_remove, of=("self",)).select_related("branch")
    return get_or_not_found(rows, group_id)


def lock_open_group(group: Group) -> None:
    """Lock the group until the commit. Raise Conflict when it is closed."""
    if lock_group(group.pk).status != GroupStatus.ACTIVE:
        raise Conflict(_("The group is closed."))


def select_memberships_for_update() -> QuerySet[Membership]:
    """Return memberships with pupil and group; those that are read stay locked until the commit."""
    return Membership.objects.select_for_update(no_key=True, of=("self",)).select_related("student", "group__branch")


def lock_open_membership(membership: Membership) -> Membership:
    """Return the membership, locked until the commit after its group. Raise Conflict when it has ended."""
    lock_group(membership.group_id)
    locked_membership = select_memberships_for_update().get(pk=membership.pk)
    check_not_ended(locked_membership)
    return locked_membership


def check_not_ended(membership: Membership) -> None:
    """Raise Conflict when the membership has ended."""
    if membership.status in ENDED:
        raise Conflict(_("This pupil has left the group already."))


def lock_prerequisites() -> None:
    """Let nobody else change which course requires which, until the commit: two changes at once could make a circle.
    Call it before `lock_course`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('courses.prerequisites'))")


def lock_course(course_id: UUID) -> Course:
    """Return the course, locked until the commit. Raise NotFound when it was deleted."""
    return get_or_not_found(Course.objects.select_for_update(), course_id)
