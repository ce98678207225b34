"""Events about enrolments and progress, published on the streams `user` of the learner and `course_wall`; and about
publications, on `course` and `course_wall`.
"""

from typing import Annotated
from uuid import UUID

from apps.core.event_types import Example
from apps.events.publishing import Event
from apps.learning.models import CourseVersion, Enrollment
from apps.learning.outlines import Outline


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


class CourseLessonEvent(Event):
    """Something that a learner did in a lesson of a course."""

    course: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8032")]
    lesson: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8033")]
    learner: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8002")]


class CourseLessonBegun(CourseLessonEvent, type="course_lesson.begun"):
    """A learner opened a lesson for the first time."""


class CourseLessonDone(CourseLessonEvent, type="course_lesson.done"):
    """A learner has done a lesson."""


class CoursePublished(Event, type="course.published"):
    """Learners see another version of a course. It names no lesson: some are locked for some learners."""

    course: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8032")]
    version: Annotated[int, Example(3)]
    published_at: Annotated[str, Example("2026-11-20T09:00:00Z")]
    lesson_count: Annotated[int, Example(14)]
    minutes: Annotated[int, Example(160)]

    @classmethod
    def from_version(cls, version: CourseVersion) -> "CoursePublished":
        """Build the event from a version that was stored."""
        outline = Outline.from_json(version.outline)
        return cls(
            course=str(version.course_id),
            version=version.number,
            published_at=version.created_at.isoformat().replace("+00:00", "Z"),
            lesson_count=len(outline.lessons),
            minutes=outline.minutes,
        )
