"""Row locks that a write holds until its commit."""

from uuid import UUID

from apps.core.lookups import get_or_not_found
from apps.courses.models import Course, Group


def lock_group(group_id: UUID, *, to_remove: bool = False) -> Group:
    """Return the group with its branch, locked until the commit. With `to_remove`, no other row can start to refer to
    it. Raise NotFound when it was deleted.
    """
    rows = Group.objects.select_for_update(no_key=not to_remove, of=("self",)).select_related("branch")
    return get_or_not_found(rows, group_id)


def lock_course(course_id: UUID) -> Course:
    """Return the course, locked until the commit. Raise NotFound when it was deleted."""
    return get_or_not_found(Course.objects.select_for_update(), course_id)
