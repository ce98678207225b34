"""Rows that a write holds until its commit; of two writes at once the second finds what the first one left."""

from uuid import UUID

from apps.core.errors import NotFound
from apps.courses.models import Course, Group


def hold_group(group_id: UUID, *, to_remove: bool = False) -> Group:
    """The group as it stands, with its branch; `to_remove`: nothing comes to hang on it meanwhile. NotFound when it was
    taken away.
    """
    rows = Group.objects.select_for_update(no_key=not to_remove, of=("self",)).select_related("branch")
    group = rows.filter(pk=group_id).first()
    if group is None:
        raise NotFound()
    return group


def hold_course(course_id: UUID) -> Course:
    """The course as it stands; NotFound when it was removed."""
    course = Course.objects.select_for_update().filter(pk=course_id).first()
    if course is None:
        raise NotFound()
    return course
