"""What the engine heard becomes a mark, coins and events."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.homework import events
from apps.homework.heard import Heard
from apps.homework.models import (
    IN_FLIGHT,
    Attempt,
    AttemptState,
    Homework,
    HomeworkState,
    HomeworkTranscript,
    SpeechScore,
    Stage,
)
from apps.homework.reasons import reason_texts
from apps.homework.services.settling import lock, settle
from apps.homework.verdicts import ANOTHERS_FILE, Outcome, outcome, why
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify
from apps.registry.models import MLModel
from ml.scoring import Verdict, WordResult
from realtime.events import hint, publish, user_stream, wall_stream

WORD_LENGTH = 24
WORDS_BYTES = 4_000
WAITING = (*IN_FLIGHT, AttemptState.FAILED)
"""Attempts that a result may still be stored for: a dead job that staff started again counts after all."""


@dataclass(frozen=True)
class Models:
    """The registered models that made a result."""

    speech: MLModel
    embedding: MLModel | None = None


def mark_stage(*, claim: ClaimedJob, stage: Stage) -> None:
    """Note how far the engine is and hint it to the wall and the pupil.

    Nothing for an attempt that is finished, and nothing when the claim is no longer the job's present one.
    """
    state = AttemptState.RECEIVED if stage == Stage.QUEUED else AttemptState.PROCESSING
    with unit_of_work():
        waiting = Attempt.objects.filter(pk=claim.object_id, state__in=IN_FLIGHT)
        if not jobs.hold(claim) or not waiting.update(stage=stage, state=state, updated_at=timezone.now()):
            return
        attempt = _attempt(claim.object_id)
        assert attempt is not None
        told = events.AttemptStage(**events.about(attempt.homework), attempt=str(attempt.pk), stage=stage)
        for stream in _streams(attempt.homework):
            hint(stream, told)


def store_score(*, claim: ClaimedJob, result: Heard, models: Models) -> Attempt | None:
    """Store what the engine heard, in one transaction with its job's end, coins, events and notification.

    Returns the attempt, or None when there is nothing left to store it for. Raises StaleClaim, and changes
    nothing, when the claim is no longer the job's present one.
    """
    with unit_of_work():
        jobs.complete(claim)
        attempt = _attempt(claim.object_id)
        if attempt is None:
            return None
        homework = lock(attempt.homework_id)
        attempt = homework.attempts.select_related("file").get(pk=attempt.pk)
        if attempt.state not in WAITING:
            return None
        attempt.homework = homework
        anothers = _handed_in_by_another(attempt)
        decided = outcome(
            verdict=result.verdict,
            reason=result.reason,
            language=homework.assignment.language,
            teacher_first=homework.assignment.teacher_first,
            anothers_file=anothers,
        )
        flagged = anothers and decided.state in (AttemptState.SCORED, AttemptState.TRANSCRIBED)
        _finish(attempt, decided, result, flagged=flagged)
        score = _store_evidence(attempt, decided, result, models)
        closed = homework.state == HomeworkState.REVIEWED
        coins = 0 if closed else settle(homework, reason="homework.scored")
        _publish(attempt, score, result, coins)
        _tell(attempt, score, coins)
    return attempt


def _attempt(attempt_id: str) -> Attempt | None:
    return Attempt.objects.select_related("homework__assignment", "homework__student").filter(pk=attempt_id).first()


def _handed_in_by_another(attempt: Attempt) -> bool:
    """Whether another pupil handed in these very bytes for the same assignment before."""
    earlier = Attempt.objects.filter(
        file__sha256=attempt.file.sha256,
        homework__assignment=attempt.homework.assignment_id,
        created_at__lte=attempt.created_at,
    )
    return earlier.exclude(homework__student=attempt.homework.student_id).exists()


def _finish(attempt: Attempt, decided: Outcome, result: Heard, *, flagged: bool) -> None:
    attempt.state, attempt.stage = decided.state, Stage.DONE
    attempt.counts = decided.counts
    attempt.verdict = Verdict.DUPLICATE.value if flagged else result.verdict
    attempt.reason = ANOTHERS_FILE if flagged else result.reason
    attempt.duration = result.duration or None
    attempt.container = result.container[:40]
    attempt.damaged = bool(result.evidence.get("sound", {}).get("damaged"))
    attempt.finished_at = attempt.updated_at = timezone.now()
    attempt.save(
        update_fields=[
            "state",
            "stage",
            "counts",
            "verdict",
            "reason",
            "duration",
            "container",
            "damaged",
            "finished_at",
            "updated_at",
        ]
    )


def _store_evidence(attempt: Attempt, decided: Outcome, result: Heard, models: Models) -> SpeechScore:
    """Transcript (if anything was heard) and score row; numbers only where the verdict allows them."""
    if result.transcript:
        HomeworkTranscript.objects.create(
            attempt=attempt, text=result.transcript, language=result.language, model=models.speech
        )
    marked = decided.state == AttemptState.SCORED
    names = ("accuracy", "completeness", "fluency", "relevance", "clarity", "overall")
    return SpeechScore.objects.create(
        attempt=attempt,
        verdict=result.verdict,
        confidence=result.confidence or "",
        method=result.method,
        hidden=decided.hidden,
        parts=result.parts,
        words=[word.as_json() for word in result.words],
        evidence=result.evidence,
        seconds=result.seconds,
        model=models.speech,
        embedding_model=models.embedding,
        **{name: getattr(result, name) if marked else None for name in names},
    )


def _publish(attempt: Attempt, score: SpeechScore, result: Heard, coins: int) -> None:
    """The full event for the wall; the pupil's copy of a hidden mark carries neither numbers nor words."""
    common = events.about_attempt(attempt) | {
        "verdict": attempt.verdict,
        "reason": attempt.reason,
        "text": reason_texts(*why(attempt, score)),
        "duration": attempt.duration,
        "seconds": result.seconds.get("total"),
    }
    wall, own = _streams(attempt.homework)
    if attempt.state == AttemptState.REFUSED:
        for stream in (wall, own):
            publish(stream, events.AttemptRefused(**common, counts=attempt.counts))
        return
    words = _shown_words(result.words)
    full = events.AttemptScored(
        **common,
        confidence=score.confidence or None,
        hidden=score.hidden,
        score=score.overall,
        parts={name: getattr(score, name) for name in ("accuracy", "completeness", "fluency", "relevance")},
        words=words,
        more_words=len(result.words) - len(words),
        coins=coins,
    )
    publish(wall, full)
    bare: dict[str, Any] = {
        "confidence": None,
        "score": None,
        "parts": {},
        "words": [],
        "more_words": len(result.words),
    }
    publish(own, full.model_copy(update=bare) if score.hidden else full)


def _tell(attempt: Attempt, score: SpeechScore, coins: int) -> None:
    homework = attempt.homework
    data = {"homework": str(homework.pk), "attempt": str(attempt.pk), "title": homework.assignment.title}
    if attempt.state == AttemptState.REFUSED:
        notify(
            user=homework.student,
            type="homework.refused",
            data=data | {"reasons": [attempt.reason, attempt.verdict]},
        )
    elif score.hidden:
        notify(user=homework.student, type="homework.waiting", data=data)
    else:
        marks = {"score": round(score.overall or 0), "coins": coins}
        notify(user=homework.student, type="homework.scored", data=data | marks)


def _shown_words(words: tuple[WordResult, ...]) -> list[tuple[str, str]]:
    """Pairs of word and class for the screen, as many as an event has room for."""
    shown: list[tuple[str, str]] = []
    room = WORDS_BYTES
    for word in words[: events.MOST_WORDS]:
        pair = (word.text[:WORD_LENGTH], str(word.class_))
        room -= len("".join(pair).encode()) + 8
        if room < 0:
            break
        shown.append(pair)
    return shown


def _streams(homework: Homework) -> tuple[str, str]:
    group_id: UUID = homework.assignment.group_id
    return wall_stream(group_id), user_stream(homework.student_id)
