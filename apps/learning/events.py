"""Events about enrolments, published on the stream `user` of the learner."""

from typing import Any, ClassVar

from apps.events.publishing import Event
from apps.learning.models import Enrollment


class EnrolmentChanged(Event):
    """An enrolment was created, frozen, ended or got another end (`until` null: no end)."""

    type: ClassVar[str] = "enrolment.changed"
    example: ClassVar[dict[str, Any]] = {
        "enrolment": "01890a5d-ac96-774b-bcce-b302099a8031",
        "course": "01890a5d-ac96-774b-bcce-b302099a8032",
        "state": "active",
        "until": "2026-12-20T19:00:00Z",
    }

    enrolment: str
    course: str
    state: str
    until: str | None

    @classmethod
    def from_enrollment(cls, enrollment: Enrollment) -> "EnrolmentChanged":
        """Build the event from an enrolment as it is now."""
        until = enrollment.until
        return cls(
            enrolment=str(enrollment.pk),
            course=str(enrollment.course_id),
            state=enrollment.state,
            until=until.isoformat().replace("+00:00", "Z") if until else None,
        )


EVENTS = [EnrolmentChanged]
