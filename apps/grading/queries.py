"""Reads of gradebooks, scales and entries."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.courses.queries import list_current_group_ids, list_current_pupils, list_taught_courses, list_taught_groups
from apps.grading.models import Gradebook, GradeEntry, GradeExtension, GradeItem, GradeScale
from apps.learning.models import Enrollment, EnrollmentState

LEARNT = (EnrollmentState.ACTIVE, EnrollmentState.FROZEN, EnrollmentState.ENDED)
"""States of enrolments whose learners stand in the gradebook of a course. A refunded one is taken back."""


def list_scales() -> QuerySet[GradeScale]:
    """Return the scales of the centre."""
    return GradeScale.objects.all()


def list_written_gradebooks(
    user: User, *, group_id: UUID | None = None, course_id: UUID | None = None
) -> QuerySet[Gradebook]:
    """Return the gradebooks of groups and courses that the user teaches; for the office, those of its branches."""
    if not has_permission(user, "grading.write"):
        return Gradebook.objects.none()
    taught = Q(group__in=list_taught_groups(user).order_by().values("pk"))
    taught |= Q(course__in=list_taught_courses(user).order_by().values("pk"))
    return filter_given(_list_gradebooks().filter(taught), group=group_id, course=course_id)


def writes_gradebook(person: User | None, gradebook: Gradebook) -> bool:
    """Return whether the person is still here, and writes this gradebook."""
    if person is None or not person.is_active or person.erased_at is not None:
        return False
    return list_written_gradebooks(person).filter(pk=gradebook.pk).exists()


def list_gradebooks_of(student: User) -> QuerySet[Gradebook]:
    """Return the gradebooks that the person stands in now: those of own groups and online courses."""
    courses = Enrollment.objects.filter(user=student, state__in=LEARNT).values("course")
    return _list_gradebooks().filter(Q(group__in=list_current_group_ids(student)) | Q(course__in=courses))


def list_students(gradebook: Gradebook) -> QuerySet[User]:
    """Return the people who stand in a gradebook: who learn in the group now, or have the online course."""
    if gradebook.group is not None:
        return list_current_pupils(gradebook.group)
    learnt = Enrollment.objects.filter(course=gradebook.course_id, state__in=LEARNT).values("user")
    return User.objects.filter(pk__in=learnt, is_active=True, erased_at__isnull=True)


def list_graded_students(gradebook: Gradebook, user: User) -> QuerySet[User]:
    """Return the people of a gradebook for whom the user may write, by name: not the user."""
    return list_students(gradebook).exclude(pk=user.pk).order_by("last_name", "first_name", "pk")


def list_items(gradebook: Gradebook) -> QuerySet[GradeItem]:
    """Return the items that count, in their order."""
    return gradebook.items.filter(removed_at__isnull=True).select_related("quiz", "assignment").order_by("position")


def list_entries(items: Sequence[GradeItem], students: Collection[UUID]) -> QuerySet[GradeEntry]:
    """Return what teachers wrote for these pupils in these items."""
    return GradeEntry.objects.filter(item__in=items, student__in=students)


def list_extensions(items: Sequence[GradeItem], students: Collection[UUID]) -> QuerySet[GradeExtension]:
    """Return the extensions of these pupils in these items."""
    return GradeExtension.objects.filter(item__in=items, student__in=students)


def _list_gradebooks() -> QuerySet[Gradebook]:
    return Gradebook.objects.select_related("group", "course", "own_scale")
