"""What enrolments know of people: they stay with the centre, as the money they were bought with does."""

from uuid import UUID

from apps.core.personal_data import Erasure, PersonalData
from apps.learning.models import Enrollment
from apps.learning.queries import OPEN
from apps.learning.services import end

PERSONAL_DATA = [
    PersonalData(
        "learning.Enrollment",
        "user",
        Erasure.KEEP,
        export=("id", "created_at", "course__slug", "source", "state", "starts_at", "until", "ended_at", "progress"),
        empty={"reason": ""},
    ),
    PersonalData(
        "learning.Enrollment", "by", Erasure.KEEP, export=("id", "created_at", "course__slug", "source"), own=False
    ),
]


def leave(person: UUID) -> None:
    """Nothing is open any more for who was erased."""
    for enrollment in Enrollment.objects.filter(user=person, state__in=OPEN).select_related("user", "course"):
        end(actor=None, enrollment=enrollment, reason="erased")
