"""Notifications about memberships to the pupil and to guardians who may see progress. Imports send none."""

from datetime import date

from django.db.models import Q

from apps.accounts.models import Guardian, User
from apps.courses.models import Membership
from apps.notifications.services import notify

JOINED_TYPE, LEFT_TYPE = "groups.joined", "groups.left"


def notify_joined(membership: Membership) -> None:
    """Notify the family that the pupil joined the group, and from which day."""
    _notify_family(membership, JOINED_TYPE, membership.joined_on)


def notify_left(membership: Membership, last: date) -> None:
    """Notify the family that the pupil left the group, and on which day."""
    _notify_family(membership, LEFT_TYPE, last)


def _notify_family(membership: Membership, type_: str, day: date) -> None:
    data = {
        "group_id": str(membership.group_id),
        "group": membership.group.name,
        "student_id": str(membership.student_id),
        "student": membership.student.full_name,
        "day": f"{day:%d.%m.%Y}",
    }
    links = Guardian.objects.filter(child=membership.student_id, ended_at__isnull=True, sees_progress=True)
    people = User.objects.filter(Q(pk=membership.student_id) | Q(pk__in=links.values("parent")), is_active=True)
    for person in people.order_by("pk"):
        notify(user=person, type=type_, data=data, key=str(membership.pk))
