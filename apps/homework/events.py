"""Realtime events about homework.

Events of an attempt go to the stream `wall` of its group and to the pupil's stream `user`; `attempt.stage` is a hint
between them. Each carries the new state of its homework, so that clients keep the wall's state up to date.
"""

from typing import Any, ClassVar

from apps.events.publishing import Event
from apps.homework.models import Assignment, Attempt, Homework
from apps.homework.progress import HomeworkProgress
from apps.homework.queries import NAME_LENGTH, TITLE_LENGTH

MAX_WORDS = 120
MAX_PUPILS_PER_EVENT = 25
"""How many pupils one `homework.assigned` names."""

_HOMEWORK_EXAMPLE: dict[str, Any] = {
    "homework": "01890a5d-ac96-774b-bcce-b302099a8005",
    "assignment": "01890a5d-ac96-774b-bcce-b302099a8007",
    "student": "01890a5d-ac96-774b-bcce-b302099a8002",
    "name": "Jasur Oripov",
    "title": "Reading, unit 3",
}
_ATTEMPT_EXAMPLE: dict[str, Any] = _HOMEWORK_EXAMPLE | {
    "attempt": "01890a5d-ac96-774b-bcce-b302099a8008",
    "number": 1,
    "homework_state": "processing",
    "homework_score": None,
}


def get_homework_fields(homework: Homework) -> dict[str, Any]:
    """Return the fields that name homework, assignment and pupil in every event."""
    return {
        "homework": str(homework.pk),
        "assignment": str(homework.assignment_id),
        "student": str(homework.student_id),
        "name": homework.student.full_name[:NAME_LENGTH],
        "title": homework.assignment.title[:TITLE_LENGTH],
    }


def get_attempt_fields(attempt: Attempt) -> dict[str, Any]:
    """Return `get_homework_fields` with the attempt and the homework's current state."""
    homework = attempt.homework
    return get_homework_fields(homework) | {
        "attempt": str(attempt.pk),
        "number": attempt.number,
        "homework_state": homework.state,
        "homework_score": None if homework.score is None else float(homework.score),
    }


class _HomeworkEvent(Event):
    homework: str
    assignment: str
    student: str
    name: str
    title: str


class AttemptStateEvent(_HomeworkEvent):
    """Fields of every event of an attempt. `homework_score` is the homework's score, null on the stream of a child
    under 8.
    """

    attempt: str
    number: int
    homework_state: str
    homework_score: float | None


class AttemptReceived(AttemptStateEvent):
    """A recording was submitted and waits for the engine."""

    type: ClassVar[str] = "attempt.received"
    example: ClassVar[dict[str, Any]] = _ATTEMPT_EXAMPLE | {"late": False}

    late: bool


class AttemptStored(AttemptStateEvent):
    """A file or a text was submitted; the teacher scores it."""

    type: ClassVar[str] = "attempt.stored"
    example: ClassVar[dict[str, Any]] = _ATTEMPT_EXAMPLE | {"homework_state": "needs_review", "late": False}

    late: bool


class AttemptStage(_HomeworkEvent):
    """A hint without a number: the engine has reached `stage` (queued, decoding, transcribing)."""

    type: ClassVar[str] = "attempt.stage"
    example: ClassVar[dict[str, Any]] = _HOMEWORK_EXAMPLE | {
        "attempt": "01890a5d-ac96-774b-bcce-b302099a8008",
        "stage": "transcribing",
    }

    attempt: str
    stage: str


class AttemptScored(AttemptStateEvent):
    """The engine has scored an attempt. `words`: pairs of word and class, the first 120; `more_words` are left out.

    A `hidden` score waits for the teacher: the pupil's copy carries neither scores nor words. A child under 8 gets
    `stars` (1 to 5, on the wall too) and no score.
    """

    type: ClassVar[str] = "attempt.scored"
    example: ClassVar[dict[str, Any]] = _ATTEMPT_EXAMPLE | {
        "homework_state": "scored",
        "homework_score": 86.4,
        "verdict": "OK",
        "reason": "OK",
        "text": {"uz": "Yozuvingiz baholandi.", "ru": "Запись оценена.", "en": "Your recording was scored."},
        "confidence": "high",
        "hidden": False,
        "score": 86.4,
        "stars": None,
        "parts": {"accuracy": 90.0, "completeness": 100.0, "fluency": 71.2, "prosody": 78.0, "relevance": None},
        "words": [["the", "correct"], ["cats", "near"]],
        "more_words": 0,
        "duration": 24.1,
        "seconds": 2.2,
        "coins": 17,
    }

    verdict: str
    reason: str
    text: dict[str, str]
    confidence: str | None
    hidden: bool
    score: float | None
    stars: int | None
    parts: dict[str, float | None]
    words: list[tuple[str, str]]
    more_words: int
    duration: float | None
    seconds: float | None
    coins: int


class AttemptRemarked(AttemptScored):
    """An attempt has a new score. `cause`: a teacher's correction of words (`correction`) or a newer version
    (`rescore`). `state` is the attempt's state, `revision` counts its scores. The pupil's copy is cut as in
    `attempt.scored`.
    """

    type: ClassVar[str] = "attempt.remarked"
    example: ClassVar[dict[str, Any]] = AttemptScored.example | {
        "cause": "correction",
        "state": "scored",
        "revision": 2,
    }

    cause: str
    state: str
    revision: int


class MarkProposed(_HomeworkEvent):
    """A score proposal is ready for the teacher, on `wall` only. `state`: `ready`, or `dropped` when it failed or was
    rejected.
    """

    type: ClassVar[str] = "attempt.proposed"
    example: ClassVar[dict[str, Any]] = _HOMEWORK_EXAMPLE | {
        "attempt": "01890a5d-ac96-774b-bcce-b302099a8008",
        "proposal": "01890a5d-ac96-774b-bcce-b302099a8009",
        "state": "ready",
        "before": 86.4,
        "after": 88.0,
    }

    attempt: str
    proposal: str
    state: str
    before: float | None
    after: float | None


class AttemptRefused(AttemptStateEvent):
    """The recording gets no score; `text` says why, in every language. `counts`: it uses up an attempt."""

    type: ClassVar[str] = "attempt.refused"
    example: ClassVar[dict[str, Any]] = _ATTEMPT_EXAMPLE | {
        "homework_state": "assigned",
        "verdict": "NO_SPEECH",
        "reason": "NO_SPEECH",
        "text": {"uz": "Ovoz eshitilmadi.", "ru": "Голоса не слышно.", "en": "We heard no voice."},
        "counts": False,
        "duration": 5.0,
        "seconds": 0.3,
    }

    verdict: str
    reason: str
    text: dict[str, str]
    counts: bool
    duration: float | None
    seconds: float | None


class AttemptFailed(AttemptStateEvent):
    """The platform failed: the homework is open again, `due_at` has moved by the time lost, and the attempt does not
    count.
    """

    type: ClassVar[str] = "attempt.failed"
    example: ClassVar[dict[str, Any]] = _ATTEMPT_EXAMPLE | {
        "homework_state": "assigned",
        "reason": "OUR_FAILURE",
        "text": {"uz": "Bizda xatolik.", "ru": "Ошибка у нас.", "en": "Something went wrong on our side."},
        "due_at": "2026-09-08T18:00:00+00:00",
    }

    reason: str
    text: dict[str, str]
    due_at: str | None


class HomeworkAssigned(Event):
    """Homework was assigned. On `wall` `homeworks` names pupils (homework, student, name); on `group` it is empty."""

    type: ClassVar[str] = "homework.assigned"
    example: ClassVar[dict[str, Any]] = {
        "assignment": "01890a5d-ac96-774b-bcce-b302099a8007",
        "kind": "reading",
        "title": "Reading, unit 3",
        "deadline": "2026-09-08T18:00:00+00:00",
        "homeworks": [
            {
                "homework": "01890a5d-ac96-774b-bcce-b302099a8005",
                "student": "01890a5d-ac96-774b-bcce-b302099a8002",
                "name": "Jasur Oripov",
            }
        ],
    }

    assignment: str
    kind: str
    title: str
    deadline: str | None
    homeworks: list[dict[str, str]]

    @classmethod
    def from_assignment(cls, assignment: Assignment, homeworks: list[Homework]) -> "HomeworkAssigned":
        """Return the event of an assignment and its new homework."""
        named = [
            {
                "homework": str(homework.pk),
                "student": str(homework.student_id),
                "name": homework.student.full_name[:NAME_LENGTH],
            }
            for homework in homeworks
        ]
        return cls(
            assignment=str(assignment.pk),
            kind=assignment.kind,
            title=assignment.title[:TITLE_LENGTH],
            deadline=assignment.deadline.isoformat() if assignment.deadline else None,
            homeworks=named,
        )


class HomeworkChanged(Event):
    """The teacher changed an assignment; `fields` names what changed. Sent to `wall` and `group`."""

    type: ClassVar[str] = "homework.changed"
    example: ClassVar[dict[str, Any]] = {
        "assignment": "01890a5d-ac96-774b-bcce-b302099a8007",
        "kind": "reading",
        "title": "Reading, unit 3",
        "deadline": "2026-09-10T18:00:00+00:00",
        "fields": ["deadline"],
    }

    assignment: str
    kind: str
    title: str
    deadline: str | None
    fields: list[str]

    @classmethod
    def from_assignment(cls, assignment: Assignment, names: list[str]) -> "HomeworkChanged":
        """Return the event of an assignment as it is now."""
        return cls(
            assignment=str(assignment.pk),
            kind=assignment.kind,
            title=assignment.title[:TITLE_LENGTH],
            deadline=assignment.deadline.isoformat() if assignment.deadline else None,
            fields=names,
        )


class HomeworkWithdrawn(Event):
    """The teacher withdrew an assignment before any pupil submitted; it is deleted. Sent to `wall`, `group`, and
    `child` of its pupils.
    """

    type: ClassVar[str] = "homework.withdrawn"
    example: ClassVar[dict[str, Any]] = {
        "assignment": "01890a5d-ac96-774b-bcce-b302099a8007",
        "title": "Reading, unit 3",
    }

    assignment: str
    title: str


class HomeworkExtended(_HomeworkEvent):
    """A pupil got more time or more attempts."""

    type: ClassVar[str] = "homework.extended"
    example: ClassVar[dict[str, Any]] = _HOMEWORK_EXAMPLE | {
        "homework_state": "assigned",
        "due_at": "2026-09-10T18:00:00+00:00",
        "attempts_left": 2,
    }

    homework_state: str
    due_at: str | None
    attempts_left: int


class HomeworkAppealed(_HomeworkEvent):
    """The pupil or a guardian (`by`) asks for a review of the score. `comment` holds at most 500 letters."""

    type: ClassVar[str] = "homework.appealed"
    example: ClassVar[dict[str, Any]] = _HOMEWORK_EXAMPLE | {
        "homework_state": "needs_review",
        "homework_score": 60.0,
        "by": "Gulnora Oripova",
        "comment": "The last word was said.",
    }

    homework_state: str
    homework_score: float | None
    by: str
    comment: str


class HomeworkReviewed(_HomeworkEvent):
    """The teacher reviewed the homework: its score and coins now. `comment` holds at most 500 letters; `voice`: there
    is a voice comment. A child under 8 gets `stars` and no score.
    """

    type: ClassVar[str] = "homework.reviewed"
    example: ClassVar[dict[str, Any]] = _HOMEWORK_EXAMPLE | {
        "decision": "accept",
        "homework_state": "reviewed",
        "homework_score": 90.0,
        "comment": "Well read!",
        "voice": False,
        "stars": None,
        "coins": 18,
    }

    decision: str
    homework_state: str
    homework_score: float | None
    comment: str
    voice: bool
    stars: int | None
    coins: int


class HomeworkRecording(_HomeworkEvent):
    """A hint without a number, on `wall`: the pupil is recording. It expires 6 s after the last one."""

    type: ClassVar[str] = "homework.recording"
    example: ClassVar[dict[str, Any]] = _HOMEWORK_EXAMPLE


EVENTS = [
    AttemptReceived,
    AttemptStored,
    AttemptStage,
    AttemptScored,
    AttemptRemarked,
    AttemptRefused,
    AttemptFailed,
    HomeworkAssigned,
    HomeworkChanged,
    HomeworkWithdrawn,
    HomeworkExtended,
    HomeworkReviewed,
    HomeworkAppealed,
    HomeworkProgress,
    HomeworkRecording,
    MarkProposed,
]
