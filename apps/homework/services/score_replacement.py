"""Replace the score of an attempt: score, coins, reports, events and notification in one transaction."""

from typing import Any

from django.utils.translation import gettext_lazy as _

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.homework.corrected_scores import build_rescored_result, is_read_aloud, is_scorable, score_with_corrections
from apps.homework.models import Attempt, Homework, HomeworkTranscript, SpeechScore, WordCorrection
from apps.homework.services.homework_state import is_homework_closed, update_accepted_score, update_homework_state
from apps.homework.services.publishing import publish_changed_score
from apps.homework.services.scoring import (
    MEASURE_NAMES,
    ScoringModels,
    build_score_fields,
    finish_attempt,
    is_file_submitted_by_another_pupil,
)
from apps.homework.verdicts import HIDING_FLAGS
from ml.scoring import RecordingResult, WordResult

_NOTHING_TO_SCORE = _("This attempt has no words to score.")
_KEPT_PARAMETERS = ("alike", "corrections_after")


def get_scorable_attempt(homework: Homework, attempt: Attempt) -> Attempt:
    """Return the attempt of a locked homework with its score, freshly loaded. Raise Conflict when nothing of it can be
    scored: it is processed, failed, was refused before a word was heard, or is a file or text.
    """
    fresh = homework.attempts.select_related("score", "file").get(pk=attempt.pk)
    fresh.homework = homework
    score = getattr(fresh, "score", None)
    if score is None or fresh.finished_at is None or not is_scorable(score.evidence):
        raise Conflict(_NOTHING_TO_SCORE)
    return fresh


def get_last_word_corrections(attempt: Attempt) -> dict[int, str]:
    """Return teachers' last correction of each word of the current evidence: classes for a text read aloud (removed
    ones left out), texts for a free answer, empty for a removed word.
    """
    rows = WordCorrection.objects.filter(attempt=attempt).order_by("pk")
    since = attempt.score.parameters.get("corrections_after")
    if since is not None:
        rows = rows.filter(pk__gt=since)
    last = dict(rows.values_list("index", "now"))
    if is_read_aloud(attempt.score.evidence):
        return {index: now for index, now in last.items() if now}
    return last


def read_stored_result(attempt: Attempt) -> RecordingResult:
    """Return the attempt's stored result in the form that the engine returns."""
    score: SpeechScore = attempt.score
    transcript = getattr(attempt, "transcript", None)
    return RecordingResult(
        verdict=score.verdict,
        reason=attempt.reason,
        confidence=score.confidence or None,
        duration=attempt.duration or 0.0,
        container=attempt.container,
        transcript=transcript.text if transcript else "",
        language=transcript.language if transcript else "",
        words=tuple(WordResult.from_json(word) for word in score.words),
        parts=score.parts,
        evidence=score.evidence,
        method=score.method,
        seconds=score.seconds,
        audio_sha256=score.audio_sha256,
        flags=tuple(attempt.flags),
        **{name: getattr(score, name) for name in MEASURE_NAMES},
    )


def calculate_result_from_evidence(attempt: Attempt, evidence: dict[str, object] | None = None) -> RecordingResult:
    """Return the attempt's result by the current version and corrections, from its own evidence or the one given."""
    evidence = evidence or attempt.score.evidence
    before = read_stored_result(attempt)
    return build_rescored_result(before, score_with_corrections(evidence, get_last_word_corrections(attempt)), evidence)


def replace_score(
    *, attempt: Attempt, result: RecordingResult, cause: str, actor: User | None, models: ScoringModels | None = None
) -> SpeechScore:
    """Replace the attempt's score with the result; `attempt` comes from `get_scorable_attempt`.

    Whether it waits for the teacher is decided again, except after an acceptance. A score that a teacher entered stays;
    an accepted score of the engine follows.
    """
    homework, score = attempt.homework, attempt.score
    before, was_hidden, is_closed = score.overall, score.hidden, is_homework_closed(homework)
    kept_flags = HIDING_FLAGS.intersection(attempt.flags)  # They are not in the evidence.
    anothers = is_file_submitted_by_another_pupil(attempt)
    decided = finish_attempt(attempt, result, is_anothers_file=anothers, more_flags=kept_flags)
    values = build_score_fields(decided, result)
    values["hidden"] = decided.hidden and not is_closed
    _write_score(attempt, values, result, models)
    if result.transcript:
        heard_by = models.model if models else score.model
        heard = {"text": result.transcript, "language": result.language, "model": heard_by}
        HomeworkTranscript.objects.update_or_create(attempt=attempt, defaults=heard)
    reason = f"homework.{cause}"
    if is_closed:
        coins = update_accepted_score(homework, attempt, reason=reason)
    else:
        coins = update_homework_state(homework, reason=reason)
    settings.write_audit_log(actor=actor, action=reason, obj=attempt, changes={"score": (before, score.overall)})
    publish_changed_score(attempt, score, cause=cause, previous_score=before, was_hidden=was_hidden, coins=coins.worth)
    return score


def _write_score(
    attempt: Attempt, values: dict[str, Any], result: RecordingResult, models: ScoringModels | None
) -> None:
    score: SpeechScore = attempt.score
    kept = {name: score.parameters[name] for name in _KEPT_PARAMETERS if name in score.parameters}
    if models is not None:
        values |= vars(models) | {"seconds": result.seconds}
        if not is_read_aloud(result.evidence) and "heard_first" not in result.evidence:
            last = WordCorrection.objects.filter(attempt=attempt).order_by("-pk").values_list("pk", flat=True).first()
            kept |= {"corrections_after": str(last)} if last else {}
    values["parameters"] |= kept
    for name, value in values.items():
        setattr(score, name, value)
    score.revision += 1
    score.save(update_fields=[*values, "revision", "updated_at"])
