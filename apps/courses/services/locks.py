"""Rows that a write holds until its commit; of two writes at once the second finds what the first one left."""

from uuid import UUID

from apps.core.lookups import get_one
from apps.courses.models import Course, Group


def hold_group(group_id: UUID, *, to_remove: bool = False) -> Group:
    """The group as it stands, with its branch; `to_remove`: nothing comes to hang on it meanwhile. NotFound when it was
    taken away.
    """
    rows = Group.objects.select_for_update(no_key=not to_remove, of=("self",)).select_related("branch")
    return get_one(rows, group_id)


def hold_course(course_id: UUID) -> Course:
    """The course as it stands; NotFound when it was removed."""
    return get_one(Course.objects.select_for_update(), course_id)
