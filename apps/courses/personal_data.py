"""What courses and groups know of people."""

from uuid import UUID

from apps.core.personal_data import Erasure, Impersonal, PersonalData
from apps.courses.models import Group, Membership
from apps.courses.services import end_membership

PERSONAL_DATA = [
    PersonalData(
        "courses.Group",
        "lead_teacher",
        Erasure.KEEP,
        export=("id", "name", "course__slug", "branch__name", "status"),
        own=False,
    ),
    PersonalData("courses.Group", "assistants", Erasure.KEEP, export=("id", "name", "course__slug"), own=False),
    PersonalData("courses.Group_assistants", "user", Erasure.DELETE, own=False),
    PersonalData(
        "courses.Membership",
        "student",
        Erasure.KEEP,
        export=("id", "group__name", "group__course__slug", "status", "joined_on", "left_on"),
    ),
]

IMPERSONAL = [Impersonal("courses.Course", columns=("title", "description"))]


def leave(person: UUID) -> None:
    """The person leaves every group; nobody assists in one."""
    for membership in Membership.objects.filter(student=person, left_on__isnull=True).select_related("group__branch"):
        end_membership(actor=None, membership=membership)
    Group.assistants.through.objects.filter(user_id=person).delete()
