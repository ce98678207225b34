"""Events about enrolments; they go to the stream `user` of who learns."""

from typing import Any, ClassVar

from apps.learning.models import Enrollment
from realtime.events import Event


class EnrolmentChanged(Event):
    """A course was opened for the person, closed for now or for good, or ends at another moment (null: not at all)."""

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
    def of(cls, enrollment: Enrollment) -> "EnrolmentChanged":
        """How the enrolment stands now."""
        until = enrollment.until
        return cls(
            enrolment=str(enrollment.pk),
            course=str(enrollment.course_id),
            state=enrollment.state,
            until=until.isoformat().replace("+00:00", "Z") if until else None,
        )


EVENTS = [EnrolmentChanged]
