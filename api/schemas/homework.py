"""What goes in and out under `/homework/`."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import In, Moment, Out, example
from api.schemas.courses import Language, Level, PersonOut
from apps.core.models import BaseModel
from apps.homework.models import Homework

Kind = Literal["reading", "speaking"]
LatePolicy = Literal["accept", "refuse"]
HomeworkState = Literal["assigned", "processing", "scored", "needs_review", "reviewed", "returned"]

GROUP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72"
STUDENT: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74", "full_name": "Jasur Oripov"}
TASK: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e76",
    "group": GROUP_ID,
    "kind": "reading",
    "title": "Reading, unit 3",
    "language": "en",
    "level": "A2",
    "reference_text": "The good thing is that we can see the game.",
    "question": "",
    "attempts_allowed": 3,
    "deadline": "2026-09-08T18:00:00+05:00",
    "late_policy": "accept",
    "coins": 20,
    "teacher_first": False,
}
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
    "late": False,
    "due_at": "2026-09-08T18:00:00+05:00",
    "attempts_left": 2,
    "last_attempt": {name: ATTEMPT[name] for name in ("id", "number", "state", "stage", "verdict", "counts")},
    "created_at": "2026-09-07T09:00:00Z",
}


class AssignmentIn(In):
    """Homework to give. Language and level default to the course's, attempts and coins to the settings'.

    A reading needs `reference_text` (alternatives as `their|there`), a speaking needs `question`.
    """

    model_config = example(
        group=GROUP_ID, kind="reading", title="Reading, unit 3", reference_text=TASK["reference_text"],
        deadline="2030-09-08T18:00:00+05:00",
    )  # fmt: skip

    group: UUID
    kind: Kind
    title: str = Field(min_length=1, max_length=200)
    reference_text: str = Field("", max_length=5000)
    question: str = Field("", max_length=1000)
    reference_answers: list[str] = Field([], max_length=10)
    key_words: list[str] = Field([], max_length=30)
    lesson: UUID | None = None
    language: Language | None = None
    level: Level | None = None
    target_wpm: int | None = Field(None, ge=20, le=300, description="Words per minute that earn full fluency.")
    attempts_allowed: int | None = Field(None, ge=1, le=20)
    deadline: Moment | None = None
    late_policy: LatePolicy = "accept"
    coins: int | None = Field(None, ge=0, le=1000, description="Coins for a mark of 100.")
    teacher_first: bool = Field(False, description="Every mark waits for the teacher.")


class TaskOut(Out):
    """What was asked for, as pupils see it."""

    model_config = example(**TASK)

    id: UUID
    group: UUID = Field(validation_alias="group_id")
    kind: Kind
    title: str
    language: str
    level: str
    reference_text: str
    question: str
    attempts_allowed: int
    deadline: datetime | None
    late_policy: LatePolicy
    coins: int
    teacher_first: bool


class AssignmentOut(TaskOut):
    """An assignment as its teachers see it, with how many pupils have it and how many handed in."""

    model_config = example(
        **TASK, lesson=None, reference_answers=[], key_words=[], target_wpm=None, pupils_count=12,
        handed_in_count=7, created_at="2026-09-07T09:00:00Z",
    )  # fmt: skip

    lesson: UUID | None = Field(validation_alias="lesson_id")
    reference_answers: list[str]
    key_words: list[str]
    target_wpm: int | None
    pupils_count: int
    handed_in_count: int
    created_at: datetime


class AssignmentsQuery(PageQuery):
    """Which assignments: of one group, of one kind."""

    model_config = example(kind="reading")

    group: UUID | None = Field(None, description="Only assignments of this group.")
    kind: Kind | None = Field(None, description="Only assignments of this kind.")


class LastAttemptOut(Out):
    """The newest attempt of a homework."""

    model_config = example(**HOMEWORK["last_attempt"])

    id: UUID
    number: int
    state: str
    stage: str
    verdict: str
    counts: bool


class HomeworkOut(Out):
    """One pupil's homework; `score` is the mark that counts, `due_at` the pupil's own deadline."""

    model_config = example(**HOMEWORK)

    id: UUID
    assignment: TaskOut
    student: PersonOut
    state: HomeworkState
    score: float | None
    late: bool
    due_at: datetime | None
    attempts_left: int
    last_attempt: LastAttemptOut | None
    created_at: datetime

    @staticmethod
    def resolve_attempts_left(homework: Any) -> int:
        """Counted in the query that loaded the homework."""
        allowed: int = homework.assignment.attempts_allowed + homework.extra_attempts
        return max(0, allowed - int(homework.attempts_used))


class ReviewOut(Out):
    """A teacher's word on a homework."""

    model_config = example(
        decision="accept", score=90, comment="Well read!", reviewer=STUDENT, created_at="2026-09-07T16:00:00Z"
    )

    decision: Literal["accept", "return"]
    score: float | None
    comment: str
    reviewer: PersonOut
    created_at: datetime


class HomeworkDetailOut(HomeworkOut):
    """A homework with its reviews, newest first."""

    model_config = example(**HOMEWORK, reviews=[])

    reviews: list[ReviewOut]

    @staticmethod
    def resolve_reviews(homework: Homework) -> list[BaseModel]:
        """The last twenty."""
        return list(homework.reviews.select_related("reviewer").order_by("-id")[:20])


class HomeworkQuery(PageQuery):
    """Which homework: in a state, of an assignment, a pupil or a group."""

    model_config = example(state="needs_review", ordering="-created_at")

    state: HomeworkState | None = Field(None, description="Only homework in this state.")
    assignment: UUID | None = Field(None, description="Only homework of this assignment.")
    student: UUID | None = Field(None, description="Only this pupil's homework.")
    group: UUID | None = Field(None, description="Only homework of this group.")


class QueueQuery(PageQuery):
    """Which homework that waits: of an assignment, a pupil or a group."""

    model_config = example(group=GROUP_ID)

    assignment: UUID | None = Field(None, description="Only homework of this assignment.")
    student: UUID | None = Field(None, description="Only this pupil's homework.")
    group: UUID | None = Field(None, description="Only homework of this group.")


class QueuedOut(HomeworkOut):
    """Homework that waits for a review. `certainty`: 0 where the machine is least certain, to 3."""

    model_config = example(**HOMEWORK | {"state": "needs_review"}, certainty=0, reason="CHECKS_FAILED")

    certainty: int
    reason: str

    @staticmethod
    def resolve_reason(homework: Homework) -> str:
        """The code of the newest attempt."""
        return homework.last_attempt.reason if homework.last_attempt else ""


class ReviewIn(In):
    """Accept the homework, with its mark or another, or return it to be done again."""

    model_config = example(decision="accept", score="90", comment="Well read!")

    decision: Literal["accept", "return"]
    score: Decimal | None = Field(None, ge=0, le=100, max_digits=5, decimal_places=2)
    comment: str = Field("", max_length=2000)


class AttemptOut(Out):
    """One hand-in. `text` says in words how it ended; `waits`: the teacher gives the mark; `counts`: it used up one."""

    model_config = example(**ATTEMPT)

    id: UUID
    homework: UUID
    number: int
    state: Literal["received", "processing", "scored", "transcribed", "refused", "failed"]
    stage: Literal["queued", "decoding", "transcribing", "done"]
    verdict: str
    reason: str
    text: str
    counts: bool
    late: bool
    waits: bool
    score: float | None
    duration: float | None
    created_at: datetime
    finished_at: datetime | None


class WordOut(Out):
    """One word: of the text (`reference` is its place there), or an extra one. Times in seconds from the start."""

    model_config = example(
        index=0, text="cats", heard="cat", start=1.2, end=1.6, probability=0.71, reference=0,
        probable=False, corrected=False, **{"class": "near"},
    )  # fmt: skip

    index: int
    text: str
    heard: str
    class_: str = Field(alias="class")
    start: float | None
    end: float | None
    probability: float | None
    reference: int | None
    probable: bool
    corrected: bool


class PartsOut(Out):
    """The parts of a mark, 0 to 100 or null where they do not apply."""

    model_config = example(accuracy=90.0, completeness=100.0, fluency=71.2, relevance=None, clarity=80.1)

    accuracy: float | None
    completeness: float | None
    fluency: float | None
    relevance: float | None
    clarity: float | None


class AttemptDetailOut(AttemptOut):
    """One hand-in with everything behind its mark. `place`: 1 is next in the engine's queue."""

    model_config = example(
        **ATTEMPT, place=None, content_type="audio/webm", size=48213, damaged=False,
        transcript="The good thing is that we can see the game.", language="en", words=[],
        parts={"accuracy": 90.0, "completeness": 100.0, "fluency": 71.2, "relevance": None, "clarity": 80.1},
        confidence="high", method="reading.text.1", model="whisper-base", seconds={"total": 2.2},
    )  # fmt: skip

    place: int | None
    content_type: str
    size: int
    damaged: bool
    transcript: str
    language: str
    words: list[WordOut]
    parts: PartsOut
    confidence: str
    method: str
    model: str
    seconds: dict[str, float]


class AttemptsQuery(PageQuery):
    """Which attempts of a homework."""

    model_config = example(ordering="-number")
