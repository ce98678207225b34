"""An attempt as one reader may see it.

A pupil and their family see neither a hidden mark nor what was made of a refused recording; a guardian without the
right to recordings sees marks, and neither words nor parts.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.homework.models import Attempt, AttemptState, Homework, SpeechScore, Stage
from apps.homework.queries import place_in_queue, teaches, visible_recordings
from apps.homework.reasons import reason_text
from apps.homework.verdicts import why

PARTS = ("accuracy", "completeness", "fluency", "relevance", "clarity")


@dataclass(frozen=True)
class ShownAttempt:
    """`score` 0 to 100 or None; `waits`: the mark is the teacher's to give; `text` is in the active language."""

    id: UUID
    homework: UUID
    number: int
    state: str
    stage: str
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


@dataclass(frozen=True)
class WholeAttempt(ShownAttempt):
    """With everything behind the mark. `place`: 1 is next in the engine's queue."""

    place: int | None
    content_type: str
    size: int
    damaged: bool
    transcript: str
    language: str
    words: list[dict[str, Any]]
    parts: dict[str, float | None]
    confidence: str
    method: str
    model: str
    seconds: dict[str, float]


def brief(attempt: Attempt, *, to_teacher: bool) -> ShownAttempt:
    """The attempt without what is behind its mark; `homework__assignment` and `score` are loaded already."""
    return ShownAttempt(**_brief(attempt, to_teacher))


def briefs(attempts: list[Attempt], *, homework: Homework, reader: User) -> list[ShownAttempt]:
    """Attempts of one homework, each without what is behind its mark."""
    to_teacher = teaches(reader, homework)
    return [brief(attempt, to_teacher=to_teacher) for attempt in attempts]


def file_name(attempt: Attempt) -> str:
    """What the recording is called when somebody saves it: a name of ours."""
    return f"attempt-{attempt.number}-{attempt.pk}{PurePosixPath(attempt.file.path).suffix}"


def whole(attempt: Attempt, *, reader: User) -> WholeAttempt:
    """The attempt with all that the reader may see of it."""
    to_teacher = teaches(reader, attempt.homework)
    score = _score(attempt)
    open_to_reader = score is not None and (to_teacher or _open_to_family(attempt, score, reader))
    transcript = getattr(attempt, "transcript", None)
    return WholeAttempt(
        **_brief(attempt, to_teacher),
        place=place_in_queue(attempt),
        content_type=attempt.file.content_type,
        size=attempt.file.size,
        damaged=attempt.damaged,
        transcript=transcript.text if transcript and open_to_reader else "",
        language=attempt.homework.assignment.language,
        words=score.words if score and open_to_reader else [],
        parts={name: getattr(score, name) if open_to_reader else None for name in PARTS},
        confidence=score.confidence if score and open_to_reader else "",
        method=score.method if score else "",
        model=score.model.name if score else "",
        seconds=score.seconds if score else {},
    )


def _brief(attempt: Attempt, to_teacher: bool) -> dict[str, Any]:
    score = _score(attempt)
    mark_shown = score is not None and (to_teacher or not score.hidden)
    return {
        "id": attempt.pk,
        "homework": attempt.homework_id,
        "number": attempt.number,
        "state": attempt.state,
        "stage": attempt.stage,
        "verdict": attempt.verdict,
        "reason": attempt.reason,
        "text": "" if attempt.stage != Stage.DONE else reason_text(*why(attempt, score)),
        "counts": attempt.counts,
        "late": attempt.late,
        "waits": score is not None and score.hidden,
        "score": score.overall if score and mark_shown else None,
        "duration": attempt.duration,
        "created_at": attempt.created_at,
        "finished_at": attempt.finished_at,
    }


def _score(attempt: Attempt) -> SpeechScore | None:
    return getattr(attempt, "score", None)


def _open_to_family(attempt: Attempt, score: SpeechScore, reader: User) -> bool:
    if score.hidden or attempt.state == AttemptState.REFUSED:
        return False
    return attempt.homework.student_id == reader.pk or visible_recordings(reader).filter(pk=attempt.pk).exists()
