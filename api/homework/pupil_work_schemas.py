"""Schemas of `/homework/`: homework, attempts and submissions."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, ReadWith, build_example
from api.homework.assignments_schemas import TASK, TaskOut
from api.lists import PageQuery
from api.local_time_schemas import build_time_reader
from api.shared_schemas import STUDENT, PersonOut
from apps.homework.verdicts import get_homework_stars, was_pupil_under_8

HomeworkState = Literal["assigned", "processing", "scored", "needs_review", "reviewed", "returned"]

ATTEMPT: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e77",
    "homework": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e78",
    "number": 1,
    "state": "scored",
    "stage": "done",
    "verdict": "OK",
    "reason": "OK",
    "text": "Your recording was scored.",
    "counts": True,
    "late": False,
    "waits": False,
    "score": 86.4,
    "stars": None,
    "duration": 24.1,
    "created_at": "2026-09-07T15:00:00Z",
    "finished_at": "2026-09-07T15:00:04Z",
}
HOMEWORK: dict[str, Any] = {
    "id": ATTEMPT["homework"],
    "assignment": TASK,
    "student": STUDENT,
    "state": "scored",
    "score": 86.4,
    "stars": None,
    "late": False,
    "due_at": "2026-09-08T18:00:00+05:00",
    "attempts_left": 2,
    "last_attempt": {name: ATTEMPT[name] for name in ("id", "number", "state", "stage", "verdict", "counts")},
    "created_at": "2026-09-07T09:00:00Z",
}


class LastAttemptOut(Out):
    """The newest attempt of a homework."""

    model_config = build_example(**HOMEWORK["last_attempt"])

    id: UUID
    number: int
    state: str
    stage: str
    verdict: str
    counts: bool


class HomeworkOut(Out):
    """One pupil's homework; `score` is 0 to 100, `due_at` the pupil's own deadline."""

    model_config = build_example(**HOMEWORK)

    id: UUID
    assignment: TaskOut
    student: PersonOut
    state: HomeworkState
    score: float | None
    stars: Annotated[int | None, ReadWith(get_homework_stars)] = Field(
        description="1 to 5, in place of `score` for a child under 8."
    )
    late: bool
    due_at: Annotated[datetime | None, build_time_reader("due_at", group="assignment.group")]
    attempts_left: int
    last_attempt: LastAttemptOut | None
    created_at: datetime

    @staticmethod
    def resolve_score(homework: Any) -> float | None:
        """Return None for a child under 8 and the family: they see stars."""
        hidden = getattr(homework, "to_family", False) and was_pupil_under_8(homework.last_attempt)
        return None if hidden or homework.score is None else float(homework.score)

    @staticmethod
    def resolve_attempts_left(homework: Any) -> int:
        """Return how many attempts are left, from the count that the query added."""
        allowed: int = homework.assignment.attempts_allowed + homework.extra_attempts
        return max(0, allowed - int(homework.attempts_used))


class HomeworkQuery(PageQuery):
    """Filters of homework: state, assignment, pupil, group, course."""

    model_config = build_example(state="needs_review", ordering="-created_at")

    state: HomeworkState | None = Field(None, description="Only homework in this state.")
    assignment: UUID | None = Field(None, description="Only homework of this assignment.")
    student: UUID | None = Field(None, description="Only this pupil's homework.")
    group: UUID | None = Field(None, description="Only homework of this group.")
    course: UUID | None = Field(None, description="Only homework of this online course.")


class AttemptOut(Out):
    """One attempt. `text` explains the result; `waits`: for the teacher's score; `counts`: it uses up an attempt."""

    model_config = build_example(**ATTEMPT)

    id: UUID
    homework: UUID
    number: int
    state: Literal["received", "processing", "scored", "transcribed", "stored", "refused", "failed"]
    stage: Literal["queued", "decoding", "transcribing", "done"]
    verdict: str
    reason: str
    text: str
    counts: bool
    late: bool
    waits: bool
    score: float | None
    stars: int | None = Field(description="1 to 5, in place of `score` for a child under 8.")
    duration: float | None
    created_at: datetime
    finished_at: datetime | None


class SubmitIn(In):
    """What is submitted in place of a file: a text, or a finished upload."""

    model_config = build_example(text="My summer was long and hot.")

    text: str | None = Field(None, min_length=1, max_length=20_000)
    upload: UUID | None = None


class AttemptsQuery(PageQuery):
    """Order and page of attempts."""

    model_config = build_example(ordering="-number")
