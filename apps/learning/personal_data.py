"""Personal data of enrolments: rows stay, like the payments for them."""

from uuid import UUID

from apps.core.personal_data import KEEP, PersonalData
from apps.learning.models import Enrollment
from apps.learning.queries import OPEN_STATES
from apps.learning.services import end_enrollment

PERSONAL_DATA = [
    PersonalData(
        "learning.Enrollment",
        "user",
        KEEP,
        "id created_at course__slug source state starts_at until ended_at progress",
        empty={"reason": ""},
    ),
    PersonalData("learning.Enrollment", "by", KEEP, "id created_at course__slug source", own=False),
]


def prepare_erasure(person: UUID) -> None:
    """End the open enrolments of an erased person."""
    for enrollment in Enrollment.objects.filter(user=person, state__in=OPEN_STATES).select_related("user", "course"):
        end_enrollment(actor=None, enrollment=enrollment, reason="erased")
