"""Notifications about memberships to the pupil and to guardians who may see progress. Imports send none."""

from datetime import date

from django.db.models import Q

from apps.accounts.models import User
from apps.accounts.queries import list_links_with_progress
from apps.courses.models import Membership
from apps.notifications.services import notify


def notify_family(membership: Membership, type_: str, day: date) -> None:
    """Notify the family that the pupil joined or left the group, and on which day; once for each day."""
    data = {
        "group_id": str(membership.group_id),
        "group": membership.group.name,
        "student_id": str(membership.student_id),
        "student": membership.student.full_name,
        "day": f"{day:%d.%m.%Y}",
    }
    links = list_links_with_progress([membership.student_id])
    people = User.objects.filter(Q(pk=membership.student_id) | Q(pk__in=links.values("parent")), is_active=True)
    for person in people.order_by("pk"):
        notify(user=person, type=type_, data=data, key=f"{membership.pk} {day}")
