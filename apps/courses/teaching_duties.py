"""The active groups that somebody leads or assists in (`apps.core.teaching`)."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.core.teaching import TeachingDuty
from apps.courses.models import Group, GroupStatus


def list_teaching_duties(person_id: UUID) -> list[TeachingDuty]:
    """Return the groups, those that the person leads first."""
    groups = Group.objects.filter(status=GroupStatus.ACTIVE).order_by("name", "pk")
    led = groups.filter(lead_teacher=person_id).values_list("name", flat=True)
    assisted = groups.filter(assistants=person_id).exclude(lead_teacher=person_id).values_list("name", flat=True)
    return [
        *(TeachingDuty("groups", _("Leads the group %(group)s") % {"group": name}) for name in led),
        *(TeachingDuty("groups", _("Assists in the group %(group)s") % {"group": name}) for name in assisted),
    ]
