"""Store the engine's result of an attempt: score, coins and events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.events.publishing import send_hint
from apps.gamification.queries.ledger import sum_coins_of_cause
from apps.homework import events
from apps.homework.models import (
    IN_FLIGHT_STATES,
    SCORABLE_STATES,
    Attempt,
    AttemptState,
    HomeworkTranscript,
    ProcessingStage,
    SpeechScore,
)
from apps.homework.services import audio_fingerprints
from apps.homework.services.homework_state import (
    HomeworkAward,
    get_coin_cause,
    is_homework_closed,
    lock_homework,
    update_homework_state,
)
from apps.homework.services.publishing import get_wall_and_pupil_streams, publish_score
from apps.homework.verdicts import ANOTHERS_FILE, HIDING_FLAGS, UNUSABLE_VERDICTS, VerdictEffect, get_verdict_effect
from apps.jobs.kinds import ClaimedJob
from apps.registry.models import MLModel
from ml.scoring import RecordingResult, Verdict
from ml.scoring.constants import VERSION

AWAITING_RESULT_STATES = (*IN_FLIGHT_STATES, AttemptState.FAILED)
"""States of attempts whose result can still be stored: a dead job that staff restarted counts too."""
ENGINE_FACTS = ("device", "compute_type", "versions", "model_sha256")
MEASURE_NAMES = ("accuracy", "completeness", "fluency", "prosody", "relevance", "clarity", "overall")


@dataclass(frozen=True)
class ScoringModels:
    """The registered models behind a result, by the columns of a score; `marking_model` is set where another model than
    Whisper's `model` measured the scores.
    """

    model: MLModel
    embedding_model: MLModel | None = None
    marking_model: MLModel | None = None


def set_attempt_stage(*, claim: ClaimedJob, stage: ProcessingStage) -> None:
    """Store how far the engine is and send a hint to the wall and the pupil.

    Do nothing for a finished attempt, or when the claim is not the job's current one.
    """
    state = AttemptState.RECEIVED if stage == ProcessingStage.QUEUED else AttemptState.PROCESSING
    with unit_of_work():
        waiting = Attempt.objects.filter(pk=claim.object_id, state__in=IN_FLIGHT_STATES)
        if not jobs.lock_claim_if_current(claim) or not waiting.update(
            stage=stage, state=state, updated_at=timezone.now()
        ):
            return
        attempt = _get_attempt(claim.object_id)
        assert attempt is not None
        event = events.AttemptStage(
            **events.get_homework_event_fields(attempt.homework), attempt=str(attempt.pk), stage=stage
        )
        for stream in get_wall_and_pupil_streams(attempt.homework):
            send_hint(stream, event)


def store_score(*, claim: ClaimedJob, result: RecordingResult, models: ScoringModels) -> Attempt | None:
    """Store the engine's result in one transaction with the job's end, coins, events and notification.

    Return the attempt, or None when it can no longer get a result. Raise StaleClaim, and change nothing, when the claim
    is not the job's current one.
    """
    before, unlocked_attempt = {}, _get_attempt(claim.object_id)
    if unlocked_attempt is not None and result.verdict not in UNUSABLE_VERDICTS:
        before = audio_fingerprints.list_fingerprint_matches(unlocked_attempt, result)
    with unit_of_work():
        jobs.complete_job(claim)
        attempt = _get_attempt(claim.object_id)
        if attempt is None:
            return None
        homework = lock_homework(attempt.homework_id)
        attempt = homework.attempts.select_related("file").get(pk=attempt.pk)
        if attempt.state not in AWAITING_RESULT_STATES:
            return None
        attempt.homework, attempt.finished_at = homework, None
        anothers = is_file_submitted_by_another_pupil(attempt)
        audio_fingerprints.store_fingerprint(attempt, result)
        alike = [] if anothers else _match_fingerprints(attempt, result, before)
        same_sound = audio_fingerprints.list_same_sound_flags(alike)
        decided = finish_attempt(attempt, result, is_anothers_file=anothers, more_flags=same_sound)
        closest = audio_fingerprints.get_closest_match(alike)
        score = _store_score_row(attempt, decided, result, models, {"alike": closest} if closest else {})
        closed = is_homework_closed(homework)
        if closed:
            coins = HomeworkAward(sum_coins_of_cause(homework.student, get_coin_cause(homework)), change=0)
        else:
            coins = update_homework_state(homework, reason="homework.scored")
        publish_score(attempt, score, coins)
    return attempt


def finish_attempt(
    attempt: Attempt, result: RecordingResult, *, is_anothers_file: bool, more_flags: Iterable[str]
) -> VerdictEffect:
    """Decide and store an attempt's end: state, verdict (DUPLICATE for another pupil's file that would have been
    scored), flags, and whether it counts. `more_flags` are added to the result's.
    """
    flags = sorted({*result.flags, *more_flags})
    assignment = attempt.homework.assignment
    decided = get_verdict_effect(
        verdict=result.verdict,
        reason=result.reason,
        language=assignment.language,
        teacher_first=assignment.teacher_first,
        suspect=is_anothers_file or not HIDING_FLAGS.isdisjoint(flags),
    )
    duplicate = is_anothers_file and decided.state in SCORABLE_STATES
    values = {
        "state": decided.state,
        "stage": ProcessingStage.DONE,
        "counts": decided.counts,
        "verdict": Verdict.DUPLICATE.value if duplicate else result.verdict,
        "reason": ANOTHERS_FILE if duplicate else result.reason,
        "flags": flags,
        "duration": result.duration or None,
        "container": result.container[:40],
        "damaged": bool(result.evidence.get("sound", {}).get("damaged")),
        "finished_at": attempt.finished_at or timezone.now(),
    }
    attempt.apply_changes(values)
    attempt.save(update_fields=[*values, "updated_at"])
    return decided


def build_score_fields(verdict_effect: VerdictEffect, result: RecordingResult) -> dict[str, Any]:
    """What a score row holds of a result; numbers only where the verdict allows them."""
    marked = verdict_effect.state == AttemptState.SCORED
    numbers = {name: getattr(result, name) if marked else None for name in MEASURE_NAMES}
    return numbers | {
        "verdict": result.verdict,
        "confidence": result.confidence or "",
        "method": result.method[:40],
        "hidden": verdict_effect.hidden,
        "parts": result.parts,
        "words": [word.as_json() for word in result.words],
        "evidence": result.evidence,
        "advice": list(result.parts.get("advice", [])) if marked else [],
        "guard_hits": list(result.parts.get("guard_hits", [])),
        "parameters": _get_parameters(result),
    }


def _get_parameters(result: RecordingResult) -> dict[str, Any]:
    """Return what else made the score, enough to know whether another run would give the same."""
    engine: Mapping[str, Any] = result.evidence.get("engine", {})
    return {
        "scoring": VERSION,
        "calibration": result.parts.get("calibrated", {}).get("version"),
        "marker": result.parts.get("marker"),
        "weights": result.parts.get("weights"),
        "engine": {name: engine[name] for name in ENGINE_FACTS if name in engine},
    }


def _get_attempt(attempt_id: str) -> Attempt | None:
    return Attempt.objects.select_related("homework__assignment", "homework__student").filter(pk=attempt_id).first()


def is_file_submitted_by_another_pupil(attempt: Attempt) -> bool:
    """Return whether another pupil submitted these bytes for the same assignment before, also when the file is deleted
    now.
    """
    if attempt.reason == ANOTHERS_FILE:
        return True
    if attempt.file is None:
        return False
    earlier = Attempt.objects.filter(
        file__sha256=attempt.file.sha256,
        homework__assignment=attempt.homework.assignment_id,
        created_at__lte=attempt.created_at,
    )
    return earlier.exclude(homework__student=attempt.homework.student_id).exists()


def _match_fingerprints(
    attempt: Attempt, result: RecordingResult, before: dict[UUID, audio_fingerprints.FingerprintMatch]
) -> list[audio_fingerprints.FingerprintMatch]:
    """Return the matches compared before the transaction and those with newer fingerprints."""
    if result.verdict in UNUSABLE_VERDICTS:
        return []
    new = audio_fingerprints.list_fingerprint_matches(attempt, result, already_compared=before)
    return [*before.values(), *new.values()]


def _store_score_row(
    attempt: Attempt, decided: VerdictEffect, result: RecordingResult, models: ScoringModels, parameters: dict[str, Any]
) -> SpeechScore:
    """Store the transcript, if anything was heard, and the score."""
    if result.transcript:
        HomeworkTranscript.objects.create(
            attempt=attempt, text=result.transcript, language=result.language, model=models.model
        )
    values = build_score_fields(decided, result)
    values["parameters"] |= parameters
    values |= {"seconds": result.seconds, "audio_sha256": result.audio_sha256}
    return SpeechScore.objects.create(attempt=attempt, **vars(models), **values)
