"""Homework events for outgoing webhooks: states and scores, never what was said or written."""

from typing import Annotated, Any, Self

from apps.core.event_types import Example, StudentId
from apps.core.outgoing_events import WebhookEvent
from apps.homework.models import Attempt, Homework, SpeechScore


class HomeworkWebhookEvent(WebhookEvent):
    """One pupil's homework as it is now; `score` is 0 to 100, null without one."""

    homework: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8031")]
    assignment: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8032")]
    student: StudentId
    state: Annotated[str, Example("scored")]
    score: Annotated[float | None, Example(86.0)]


class AttemptWebhookEvent(HomeworkWebhookEvent):
    """The homework, and the attempt that the event is about; `number` counts the pupil's attempts."""

    attempt: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8033")]
    number: Annotated[int, Example(1)]


class HomeworkSubmittedWebhook(
    AttemptWebhookEvent, type="homework.submitted", example={"state": "processing", "score": None}
):
    """A pupil submitted homework."""

    late: Annotated[bool, Example(False)]

    @classmethod
    def from_attempt(cls, attempt: Attempt) -> Self:
        """Return the event of an attempt that was just submitted."""
        return cls(**_get_attempt_fields(attempt), late=attempt.late)


class HomeworkScoredWebhook(AttemptWebhookEvent, type="homework.scored"):
    """An attempt was scored or scored again. `attempt_score`: its own score; null while it waits for a review
    (`hidden`) and for a refused recording. `verdict`: the engine's verdict.
    """

    verdict: Annotated[str, Example("OK")]
    attempt_score: Annotated[float | None, Example(86.0)]
    hidden: Annotated[bool, Example(False)]

    @classmethod
    def from_attempt(cls, attempt: Attempt, score: SpeechScore) -> Self:
        """The attempt with the mark that it has now."""
        own = None if score.hidden or score.overall is None else float(score.overall)
        return cls(**_get_attempt_fields(attempt), verdict=attempt.verdict, attempt_score=own, hidden=score.hidden)


class HomeworkReviewedWebhook(HomeworkWebhookEvent, type="homework.reviewed", example={"state": "reviewed"}):
    """A teacher reviewed the homework: `accept` with its score, or `return` to be done again."""

    decision: Annotated[str, Example("accept")]

    @classmethod
    def from_homework(cls, homework: Homework, decision: str) -> Self:
        """This homework after the decision."""
        return cls(**_get_homework_fields(homework), decision=decision)


def _get_homework_fields(homework: Homework) -> dict[str, Any]:
    return {
        "homework": str(homework.pk),
        "assignment": str(homework.assignment_id),
        "student": str(homework.student_id),
        "state": str(homework.state),
        "score": None if homework.score is None else float(homework.score),
    }


def _get_attempt_fields(attempt: Attempt) -> dict[str, Any]:
    return _get_homework_fields(attempt.homework) | {"attempt": str(attempt.pk), "number": attempt.number}
