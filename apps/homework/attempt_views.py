"""An attempt as one user may see it.

Pupils and guardians see no hidden score, no details of a refused recording and no flags; for a child under 8 stars and
no score. A guardian without the right to recordings sees scores, but no words and no parts.
"""

from pathlib import PurePosixPath
from typing import Any

from apps.accounts.models import User
from apps.core.models import StoredFile
from apps.homework import reasons
from apps.homework.models import Attempt, AttemptState, Homework, ProcessingStage, Review, SpeechScore
from apps.homework.queries import get_attempt_queue_position, list_hearable_attempts, sees_homework_as_teacher
from apps.homework.review_queries import get_open_proposal, list_word_corrections
from apps.homework.same_work import find_alike_work
from apps.homework.score_differences import build_score_difference
from apps.homework.score_meaning import get_scoring_method_text
from apps.homework.verdicts import get_attempt_stars, get_reason_codes, is_waiting_for_teacher, was_pupil_under_8
from apps.video.queries import find_stored_video

AttemptView = dict[str, Any]
STATE_FIELDS = ("state", "stage", "verdict", "reason", "counts", "late")
SHOWN_FIELDS = ("id", "number", "duration", "created_at", "finished_at", *STATE_FIELDS)
PARTS = ("accuracy", "completeness", "fluency", "prosody", "relevance", "clarity")
TASK_FIELDS = ("kind", "language", "level", "reference", "question")
FLUENCY_MEASURES = ("words_per_minute", "mean_run")
PHRASE_SCORES = ("accuracy", "completeness")
LISTS = ("pauses", "phrases", "foreign", "sentences", "advice")
SPAN_FIELDS = ("start", "end", "language", "probability")


def build_attempt_view(attempt: Attempt, *, to_teacher: bool) -> AttemptView:
    """Return the attempt as in a list; `homework__assignment` and `score` must be loaded.

    `score`: 0 to 100 or None. `stars`: 1 to 5 for a child under 8. `waits`: for the teacher's score. `text`: the result
    in the active language.
    """
    score = _get_score(attempt)
    mark_shown = score is not None and (to_teacher or not score.hidden)
    number_shown = mark_shown and (to_teacher or not was_pupil_under_8(attempt))
    codes = get_reason_codes(attempt, score) if attempt.stage == ProcessingStage.DONE else ()
    return {name: getattr(attempt, name) for name in SHOWN_FIELDS} | {
        "homework": attempt.homework_id,
        "text": reasons.get_first_reason_text(*codes),
        "waits": is_waiting_for_teacher(attempt, score),
        "score": score.overall if score and number_shown else None,
        "stars": get_attempt_stars(attempt, score) if mark_shown else None,
    }


def build_attempt_views(attempts: list[Attempt], *, homework: Homework, reader: User) -> list[AttemptView]:
    """Return attempts of one homework without details of their scores."""
    to_teacher = sees_homework_as_teacher(reader, homework)
    return [build_attempt_view(attempt, to_teacher=to_teacher) for attempt in attempts]


def get_submitted_file(attempt: Attempt) -> tuple[StoredFile, str]:
    """Return the submitted file and the name to download it under."""
    return _name_file(attempt.file, f"attempt-{attempt.number}-{attempt.pk}")


def get_voice_comment_file(review: Review) -> tuple[StoredFile, str]:
    """Return the teacher's voice comment and the name to download it under."""
    return _name_file(review.voice, f"review-{review.pk}")


def build_attempt_detail(attempt: Attempt, *, reader: User) -> AttemptView:
    """Return the attempt with all details of its score, as `ml.scoring` wrote them; empty where the user may not see
    them or there is no score.

    `place`: 1 is next in the engine's queue. `answer`: a submitted text. `hears`: the user may hear the recording.
    `video`: of a submitted film, for who may see it. `parts`: 0 to 100, with their `weights`. `pauses`, `phrases`,
    `foreign` (spans that are not scored) and `sentences` (0 to 10, as experts score) have times in seconds. `advice`:
    in the active language, the most useful first.
    `words_per_minute` and `mean_run` (words between two pauses): of the spoken words; None without any. `meaning`: what
    the score means. `teacher`: what only the teacher sees.
    """
    to_teacher = sees_homework_as_teacher(reader, attempt.homework)
    score = _get_score(attempt)
    hears = to_teacher or _can_hear(attempt, reader)
    opened = score if score and (to_teacher or (hears and _is_open_to_family(attempt, score))) else None
    to_pupil = attempt.homework.student_id == reader.pk
    transcript = getattr(attempt, "transcript", None)
    return {
        **build_attempt_view(attempt, to_teacher=to_teacher),
        **_get_score_fields(opened, numbers=to_teacher or not was_pupil_under_8(attempt)),
        "place": get_attempt_queue_position(attempt),
        "content_type": attempt.file.content_type if attempt.file else "",
        "size": attempt.file.size if attempt.file else 0,
        "damaged": attempt.damaged,
        "hears": hears and attempt.file is not None,
        "video": find_stored_video(attempt.file_id) if hears and attempt.file_id else None,
        "asked": {name: attempt.task.get(name, "") for name in TASK_FIELDS},
        "answer": attempt.text if hears else "",
        "transcript": transcript.text if transcript and opened else "",
        "language": attempt.homework.assignment.language,
        "meaning": get_scoring_method_text(opened.method, to_pupil=to_pupil)
        if opened and opened.overall is not None
        else "",
        "confidence": opened.confidence if opened else "",
        "method": score.method if score else "",
        "model": score.model.name if score else "",
        "revision": score.revision if score else None,
        "seconds": score.seconds if score else {},
        "teacher": _build_teacher_details(attempt, score) if to_teacher else None,
    }


def _get_score_fields(score: SpeechScore | None, *, numbers: bool) -> dict[str, Any]:
    if score is None:
        empty: dict[str, Any] = {name: [] for name in ("words", *LISTS)}
        return empty | {"parts": dict.fromkeys(PARTS), "weights": {}} | dict.fromkeys(FLUENCY_MEASURES)
    parts, kept = score.parts, score.parts if numbers else {}
    phrases = [row if numbers else row | dict.fromkeys(PHRASE_SCORES) for row in parts.get("phrases", [])]
    return {
        "words": [word if numbers else word | {"mark": None} for word in score.words],
        "parts": {name: getattr(score, name) if numbers else None for name in PARTS},
        **{name: kept.get("fluency", {}).get(name) for name in FLUENCY_MEASURES},
        "weights": kept.get("weights", {}),
        "pauses": parts.get("pauses", []),
        "phrases": phrases,
        "foreign": [dict(zip(SPAN_FIELDS, span, strict=True)) for span in parts.get("foreign", [])],
        "sentences": kept.get("calibrated", {}).get("sentences", []),
        "advice": [reasons.get_advice_text(item) for item in score.advice],
    }


def _build_teacher_details(attempt: Attempt, score: SpeechScore | None) -> dict[str, Any]:
    """Return what only the teacher sees: flags, guards that spoke, the work that this one is like, word corrections,
    and the open score proposal.
    """
    parameters = score.parameters if score else {}
    proposal = get_open_proposal(attempt) if score else None
    return {
        "flags": list(attempt.flags),
        "guard_hits": list(score.guard_hits) if score else [],
        "alike": find_alike_work(attempt, score),
        "corrections": list_word_corrections(attempt) if score else [],
        "proposal": None if proposal is None else build_score_difference(proposal),
        "parameters": {name: value for name, value in parameters.items() if name not in ("alike", "engine")},
    }


def _name_file(stored: StoredFile | None, name: str) -> tuple[StoredFile, str]:
    assert stored is not None
    return stored, f"{name}{PurePosixPath(stored.path).suffix}"


def _get_score(attempt: Attempt) -> SpeechScore | None:
    return getattr(attempt, "score", None)


def _can_hear(attempt: Attempt, reader: User) -> bool:
    return attempt.homework.student_id == reader.pk or list_hearable_attempts(reader).filter(pk=attempt.pk).exists()


def _is_open_to_family(attempt: Attempt, score: SpeechScore) -> bool:
    return not score.hidden and attempt.state != AttemptState.REFUSED
