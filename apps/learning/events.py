"""Events about enrolments and progress, published on the stream `user` of the learner."""

from typing import Annotated
from uuid import UUID

from apps.core.event_types import Example
from apps.events.publishing import Event
from apps.learning.models import Enrollment


class EnrolmentChanged(Event, type="enrolment.changed"):
    """An enrolment was created, frozen, ended or got another end (`until` null: no end)."""

    enrolment: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8031")]
    course: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8032")]
    state: Annotated[str, Example("active")]
    until: Annotated[str | None, Example("2026-12-20T19:00:00Z")]

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


class CourseProgress(Event, type="course.progress"):
    """A learner came further in a course. `lesson`: the one that was just done; null when the course was changed."""

    enrolment: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8031")]
    course: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8032")]
    progress: Annotated[int, Example(40)]
    lesson: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8033")]
    lesson_completed: Annotated[bool, Example(True)]

    @classmethod
    def from_enrollment(
        cls, enrollment: Enrollment, lesson: UUID | None, *, lesson_completed: bool
    ) -> "CourseProgress":
        """Build the event from an enrolment as it is now."""
        return cls(
            enrolment=str(enrollment.pk),
            course=str(enrollment.course_id),
            progress=enrollment.progress,
            lesson=str(lesson) if lesson else None,
            lesson_completed=lesson_completed,
        )
