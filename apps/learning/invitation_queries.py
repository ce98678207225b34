"""Reads of invitation links."""

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.courses.models import Course
from apps.courses.queries import list_taught_courses
from apps.learning.models import InvitationLink


def list_links(course: Course) -> QuerySet[InvitationLink]:
    """Return all links to the course with `used`, how many people they enrolled."""
    return _count_uses(InvitationLink.objects.filter(course=course))


def list_managed_links(user: User) -> QuerySet[InvitationLink]:
    """Return the links to courses that the user teaches, with `used`; all for the office."""
    return _count_uses(InvitationLink.objects.filter(course__in=list_taught_courses(user).order_by().values("pk")))


def list_working_links() -> QuerySet[InvitationLink]:
    """Return links that were not revoked, have not ended and have uses left, with `used`."""
    rows = InvitationLink.objects.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())
    return _count_uses(rows).alias(times=Count("enrollments")).filter(times__lt=F("max_uses"))


def _count_uses(rows: QuerySet[InvitationLink]) -> QuerySet[InvitationLink]:
    return rows.select_related("course", "by").annotate(used=Count("enrollments"))
