"""Realtime events about homework.

Events of an attempt go to the stream `wall` of its group and to the pupil's stream `user`; `attempt.stage` is a hint
between them. Each carries the new state of its homework, so that clients keep the wall's state up to date.
"""

from typing import Annotated, Any, Self

from apps.core.event_types import Example, StudentId
from apps.events.publishing import Event
from apps.homework.models import Assignment, Attempt, Homework
from apps.homework.queries import TITLE_LENGTH, build_assignment_state, get_homework_identity_fields
from apps.homework.verdicts import get_homework_stars, was_pupil_under_8

MAX_WORDS = 120
MAX_PUPILS_PER_EVENT = 25
"""How many pupils one `homework.assigned` names."""

HomeworkId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8005")]
AssignmentId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8007")]
AttemptId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8008")]
Title = Annotated[str, Example("Reading, unit 3")]

_NAMED_HOMEWORK = {
    "homework": "01890a5d-ac96-774b-bcce-b302099a8005",
    "student": "01890a5d-ac96-774b-bcce-b302099a8002",
    "name": "Jasur Oripov",
}


def get_homework_event_fields(homework: Homework) -> dict[str, Any]:
    """Return the fields that name homework, assignment and pupil in every event."""
    return get_homework_identity_fields(homework) | {"title": homework.assignment.title[:TITLE_LENGTH]}


def get_attempt_event_fields(attempt: Attempt) -> dict[str, Any]:
    """Return `get_homework_event_fields` with the attempt and the homework's current state."""
    homework = attempt.homework
    return get_homework_event_fields(homework) | {
        "attempt": str(attempt.pk),
        "number": attempt.number,
        "homework_state": homework.state,
        "homework_score": None if homework.score is None else float(homework.score),
    }


class _HomeworkEvent(Event):
    homework: HomeworkId
    assignment: AssignmentId
    student: StudentId
    name: Annotated[str, Example("Jasur Oripov")]
    title: Title


class AttemptStateEvent(_HomeworkEvent):
    """Fields of every event of an attempt. `homework_score` is the homework's score, null on the stream of a child
    under 8.
    """

    attempt: AttemptId
    number: Annotated[int, Example(1)]
    homework_state: Annotated[str, Example("processing")]
    homework_score: Annotated[float | None, Example(None)]


class AttemptReceived(AttemptStateEvent, type="attempt.received"):
    """A recording was submitted and waits for the engine."""

    late: Annotated[bool, Example(False)]


class AttemptStored(AttemptStateEvent, type="attempt.stored", example={"homework_state": "needs_review"}):
    """A file or a text was submitted; the teacher scores it."""

    late: Annotated[bool, Example(False)]


class AttemptStage(_HomeworkEvent, type="attempt.stage"):
    """A hint without a number: the engine has reached `stage` (queued, decoding, transcribing)."""

    attempt: AttemptId
    stage: Annotated[str, Example("transcribing")]


class AttemptScored(
    AttemptStateEvent, type="attempt.scored", example={"homework_state": "scored", "homework_score": 86.4}
):
    """The engine has scored an attempt. `words`: pairs of word and class, the first 120; `more_words` are left out.

    A `hidden` score waits for the teacher: the pupil's copy carries neither scores nor words. A child under 8 gets
    `stars` (1 to 5, on the wall too) and no score.
    """

    verdict: Annotated[str, Example("OK")]
    reason: Annotated[str, Example("OK")]
    text: Annotated[
        dict[str, str],
        Example({"uz": "Yozuvingiz baholandi.", "ru": "Запись оценена.", "en": "Your recording was scored."}),
    ]
    confidence: Annotated[str | None, Example("high")]
    hidden: Annotated[bool, Example(False)]
    score: Annotated[float | None, Example(86.4)]
    stars: Annotated[int | None, Example(None)]
    parts: Annotated[
        dict[str, float | None],
        Example({"accuracy": 90.0, "completeness": 100.0, "fluency": 71.2, "prosody": 78.0, "relevance": None}),
    ]
    words: Annotated[list[tuple[str, str]], Example([["the", "correct"], ["cats", "near"]])]
    more_words: Annotated[int, Example(0)]
    duration: Annotated[float | None, Example(24.1)]
    seconds: Annotated[float | None, Example(2.2)]
    coins: Annotated[int, Example(17)]


class AttemptRemarked(AttemptScored, type="attempt.remarked"):
    """An attempt has a new score. `cause`: a teacher's correction of words (`correction`) or a newer version
    (`rescore`). `state` is the attempt's state, `revision` counts its scores. The pupil's copy is cut as in
    `attempt.scored`.
    """

    cause: Annotated[str, Example("correction")]
    state: Annotated[str, Example("scored")]
    revision: Annotated[int, Example(2)]


class MarkProposed(_HomeworkEvent, type="attempt.proposed"):
    """A score proposal is ready for the teacher, on `wall` only. `state`: `ready`, or `dropped` when it failed or was
    rejected.
    """

    attempt: AttemptId
    proposal: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8009")]
    state: Annotated[str, Example("ready")]
    before: Annotated[float | None, Example(86.4)]
    after: Annotated[float | None, Example(88.0)]


class AttemptRefused(AttemptStateEvent, type="attempt.refused", example={"homework_state": "assigned"}):
    """The recording gets no score; `text` says why, in every language. `counts`: it uses up an attempt."""

    verdict: Annotated[str, Example("NO_SPEECH")]
    reason: Annotated[str, Example("NO_SPEECH")]
    text: Annotated[
        dict[str, str], Example({"uz": "Ovoz eshitilmadi.", "ru": "Голоса не слышно.", "en": "We heard no voice."})
    ]
    counts: Annotated[bool, Example(False)]
    duration: Annotated[float | None, Example(5.0)]
    seconds: Annotated[float | None, Example(0.3)]


class AttemptFailed(AttemptStateEvent, type="attempt.failed", example={"homework_state": "assigned"}):
    """The platform failed: the homework is open again, `due_at` has moved by the time lost, and the attempt does not
    count.
    """

    reason: Annotated[str, Example("OUR_FAILURE")]
    text: Annotated[
        dict[str, str],
        Example({"uz": "Bizda xatolik.", "ru": "Ошибка у нас.", "en": "Something went wrong on our side."}),
    ]
    due_at: Annotated[str | None, Example("2026-09-08T18:00:00+00:00")]


class _AssignmentEvent(Event):
    assignment: AssignmentId
    kind: Annotated[str, Example("reading")]
    title: Title
    deadline: Annotated[str | None, Example("2026-09-08T18:00:00+00:00")]

    @classmethod
    def from_assignment(cls, assignment: Assignment, **fields: Any) -> Self:
        """Return the event of an assignment as it is now, with the fields of this class."""
        return cls(**build_assignment_state(assignment), **fields)


class HomeworkAssigned(_AssignmentEvent, type="homework.assigned"):
    """Homework was assigned. On `wall` `homeworks` names pupils (homework, student, name); on `group` it is empty."""

    homeworks: Annotated[list[dict[str, str]], Example([_NAMED_HOMEWORK])]

    @classmethod
    def from_homework(cls, assignment: Assignment, homeworks: list[Homework]) -> Self:
        """Return the event of an assignment and its new homework."""
        named = [get_homework_identity_fields(homework) for homework in homeworks]
        for names in named:
            del names["assignment"]
        return cls.from_assignment(assignment, homeworks=named)


class HomeworkChanged(_AssignmentEvent, type="homework.changed", example={"deadline": "2026-09-10T18:00:00+00:00"}):
    """The teacher changed an assignment; `fields` names what changed. Sent to `wall` and `group`."""

    fields: Annotated[list[str], Example(["deadline"])]


class HomeworkWithdrawn(Event, type="homework.withdrawn"):
    """The teacher withdrew an assignment before any pupil submitted; it is deleted. Sent to `wall`, `group`, and
    `child` of its pupils.
    """

    assignment: AssignmentId
    title: Title


class HomeworkExtended(_HomeworkEvent, type="homework.extended"):
    """A pupil got more time or more attempts."""

    homework_state: Annotated[str, Example("assigned")]
    due_at: Annotated[str | None, Example("2026-09-10T18:00:00+00:00")]
    attempts_left: Annotated[int, Example(2)]


class HomeworkAppealed(_HomeworkEvent, type="homework.appealed"):
    """The pupil or a guardian (`by`) asks for a review of the score. `comment` holds at most 500 letters."""

    homework_state: Annotated[str, Example("needs_review")]
    homework_score: Annotated[float | None, Example(60.0)]
    by: Annotated[str, Example("Gulnora Oripova")]
    comment: Annotated[str, Example("The last word was said.")]


class HomeworkReviewed(_HomeworkEvent, type="homework.reviewed"):
    """The teacher reviewed the homework: its score and coins now. `comment` holds at most 500 letters; `voice`: there
    is a voice comment. A child under 8 gets `stars` and no score.
    """

    decision: Annotated[str, Example("accept")]
    homework_state: Annotated[str, Example("reviewed")]
    homework_score: Annotated[float | None, Example(90.0)]
    comment: Annotated[str, Example("Well read!")]
    voice: Annotated[bool, Example(False)]
    stars: Annotated[int | None, Example(None)]
    coins: Annotated[int, Example(18)]


class HomeworkProgress(Event, type="homework.progress"):
    """A pupil's homework changed; sent to `child` at every step. For a child under 8 `stars` is set and `score` is
    null; both are null without a visible score.
    """

    homework: HomeworkId
    assignment: AssignmentId
    group: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8006")]
    kind: Annotated[str, Example("reading")]
    title: Title
    due_at: Annotated[str | None, Example("2026-09-08T18:00:00+00:00")]
    state: Annotated[str, Example("scored")]
    score: Annotated[float | None, Example(86.4)]
    stars: Annotated[int | None, Example(None)]

    @classmethod
    def from_homework(cls, homework: Homework) -> Self:
        """The event of a homework as it is now; `assignment` and `last_attempt` are at hand."""
        few = was_pupil_under_8(homework.last_attempt)
        return cls(
            homework=str(homework.pk),
            assignment=str(homework.assignment_id),
            group=str(homework.assignment.group_id),
            kind=homework.assignment.kind,
            title=homework.assignment.title[:TITLE_LENGTH],
            due_at=homework.due_at.isoformat() if homework.due_at else None,
            state=homework.state,
            score=None if homework.score is None or few else float(homework.score),
            stars=get_homework_stars(homework),
        )


class HomeworkRecording(_HomeworkEvent, type="homework.recording"):
    """A hint without a number, on `wall`: the pupil is recording. It expires 6 s after the last one."""
