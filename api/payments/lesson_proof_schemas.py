"""Request and response schemas of the proof that held, paid and charged lessons agree."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.local_time_schemas import build_time_reader
from api.payments.reports_schemas import BRANCH, ID
from api.shared_schemas import STUDENT, PersonOut
from apps.payments.queries.lesson_proof import LessonMismatch, LessonProof, NotByLesson, ProofRule

MAX_MISMATCHES = 1000
GROUP: dict[str, Any] = {"id": ID, "name": "A2 morning"}


class LessonProofQuery(In):
    """Month and branch of the proof."""

    model_config = build_example(month="2026-11", branch=BRANCH["id"])

    month: str = Field("", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$", description="As 2026-11; empty: the current month.")
    branch: UUID | None = None


class ProofGroupOut(Out):
    """A group."""

    model_config = build_example(**GROUP)

    id: UUID
    name: str


class LessonMismatchOut(Out):
    """A lesson that is paid (`held_is_paid`) or charged (`charged_is_held`) although it should not be, or the reverse;
    `person` is its teacher or the marked pupil.
    """

    model_config = build_example(
        rule="charged_is_held", lesson=ID, starts_at="2026-11-03T10:00:00+05:00", group=GROUP, person=STUDENT,
        expected=True, actual=False,
    )  # fmt: skip

    rule: ProofRule
    lesson: UUID = Field(validation_alias="lesson__pk")
    starts_at: Annotated[datetime, build_time_reader("lesson.starts_at", group="lesson.group")]
    group: ProofGroupOut = Field(validation_alias="lesson__group")
    person: PersonOut
    expected: bool
    actual: bool


class UnprovenLessonsOut(Out):
    """Lessons (pay) or marks (charges) of a group without a price of a lesson, and how many."""

    model_config = build_example(group=GROUP, reason="billed_by_month", count=12)

    group: ProofGroupOut
    reason: NotByLesson
    count: int


class LessonProofOut(Out):
    """How many lessons and marks were compared, what differs (at most 1,000 of `mismatch_count`), and what is not by
    lesson.
    """

    model_config = build_example(month="2026-11-01", lessons=96, marks=1040, mismatch_count=1)

    month: date
    lessons: int
    marks: int
    mismatch_count: int
    mismatches: list[LessonMismatchOut]
    not_by_lesson: list[UnprovenLessonsOut]

    @staticmethod
    def resolve_mismatch_count(proof: LessonProof) -> int:
        """Return the full number."""
        return len(proof.mismatches)

    @staticmethod
    def resolve_mismatches(proof: LessonProof) -> list[LessonMismatch]:
        """Return the first ones."""
        return proof.mismatches[:MAX_MISMATCHES]
