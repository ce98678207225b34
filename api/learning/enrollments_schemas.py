"""Bodies, answers and queries of enrolments."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, In, Moment, Out, TextsOut, build_example
from api.learning.outlines_schemas import ENROLLMENT_ID
from api.lists import PageQuery
from api.payments.orders_schemas import DiscountCodeText
from api.payments.providers_schemas import ReturnUrl
from api.shared_schemas import COURSE, PERSON, TITLE, PersonOut
from apps.learning.models import EnrollmentCause, EnrollmentSource, EnrollmentState
from apps.learning.services.office_enrollments import EnrolResult


class EnrolledCourseOut(Out):
    """The course of an enrolment."""

    model_config = build_example(id=COURSE["id"], title=TITLE)

    id: UUID
    title: TextsOut


class EnrollmentOut(Out):
    """The right of a user to learn a course online. `until` null: without an end."""

    model_config = build_example(
        id=ENROLLMENT_ID, source="free", state="active", starts_at="2026-11-20T09:00:00Z", progress=40, cause="",
        reason="",
    )  # fmt: skip

    id: UUID
    user: PersonOut
    course: EnrolledCourseOut
    source: EnrollmentSource
    state: EnrollmentState
    starts_at: datetime
    until: datetime | None
    ended_at: datetime | None
    progress: int = Field(description="In percent; it never falls.")
    completed_at: datetime | None
    cause: EnrollmentCause | Literal[""] = Field(description="What froze or ended it; empty while it is active.")
    reason: str = Field(description="The words of the office about it.")


class EnrolIn(In):
    """How a course with a price is bought. Both may be left out."""

    model_config = build_example(code="YOZ2026")

    code: DiscountCodeText = ""
    return_url: ReturnUrl = ""


class EnrollmentsQuery(PageQuery):
    """Filters of enrolments."""

    model_config = build_example(course=COURSE["id"], state="active")

    course: UUID | None = Field(None, description="Only enrolments in this course.")
    user: UUID | None = Field(None, description="Only enrolments of this person.")
    state: EnrollmentState | None = Field(None, description="Only enrolments in this state.")


class EnrollmentsIn(In):
    """People to enrol in one course."""

    model_config = build_example(course=COURSE["id"], users=[PERSON["id"]], dry_run=True)

    course: UUID
    users: list[UUID] = Field(min_length=1, max_length=500)
    until: Moment | None = Field(None, description="When it ends; null: without an end.")
    reason: str = Field("", max_length=200)
    dry_run: bool = Field(False, description="Only say what would happen.")


class EnrolledRowOut(Out):
    """What became of one person."""

    model_config = build_example(user=PERSON["id"], status="enrolled")

    user: UUID
    status: EnrolResult


class EnrolledRowsOut(Out):
    """What became of each person, in the order sent."""

    rows: list[EnrolledRowOut]


class EnrollmentChanges(Changes):
    """What to change of an enrolment; absent fields stay. `until` null: without an end."""

    model_config = build_example(until="2026-12-31T19:00:00Z")

    until: Moment | None = None
    state: Literal["active", "frozen"] = "active"
    reason: str = Field("", max_length=200, description="Why it is frozen.")


class EnrollmentEndIn(In):
    """Why an enrolment ends."""

    model_config = build_example(reason="Moved to another city")

    reason: str = Field(min_length=1, max_length=200)
