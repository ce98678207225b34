"""Events and notifications about scores, for the wall, the pupil's stream, guardians and the pupil.

The wall gets everything. The pupil's copy of a hidden score has neither scores nor words, and a child under 8 gets
stars and no score.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from apps.core.outgoing_events import publish_webhook_event
from apps.events.publishing import get_user_stream, get_wall_stream, publish_event
from apps.homework import events
from apps.homework.events import AttemptStateEvent
from apps.homework.models import Attempt, AttemptState, Homework, SpeechScore
from apps.homework.progress import publish_progress
from apps.homework.reasons import get_reason_by_language
from apps.homework.verdicts import get_attempt_stars, get_homework_stars, get_reason_codes, is_under_8
from apps.homework.webhook_events import HomeworkReviewedWebhook, HomeworkScoredWebhook
from apps.notifications.services import notify

MAX_WORD_LENGTH = 24
MAX_WORDS_BYTES = 4_000
PUBLISHED_PARTS = ("accuracy", "completeness", "fluency", "prosody", "relevance")


def get_streams(homework: Homework) -> tuple[str, str]:
    """Return the group's wall stream and the pupil's stream."""
    group_id: UUID = homework.assignment.group_id
    return get_wall_stream(group_id), get_user_stream(homework.student_id)


def publish_attempt_event(attempt: Attempt, event: AttemptStateEvent) -> None:
    """Publish an event of an attempt without a score of its own. The pupil's copy carries the homework's score, unless
    the pupil sees stars.
    """
    wall, own = get_streams(attempt.homework)
    publish_event(wall, event)
    publish_event(own, event.model_copy(update={"homework_score": None}) if is_under_8(attempt) else event)
    publish_progress(attempt.homework)


def publish_score(attempt: Attempt, score: SpeechScore, coins: int) -> None:
    """Publish an attempt's result and notify the pupil."""
    if attempt.state == AttemptState.REFUSED:
        publish_attempt_event(
            attempt, events.AttemptRefused(**_get_result_fields(attempt, score), counts=attempt.counts)
        )
    else:
        wall, own = get_streams(attempt.homework)
        full = events.AttemptScored(**_get_result_fields(attempt, score), **_get_score_fields(score), coins=coins)
        publish_event(wall, full)
        publish_event(own, full.model_copy(update=_get_pupil_overrides(attempt, score)))
        publish_progress(attempt.homework)
    publish_webhook_event(HomeworkScoredWebhook.from_attempt(attempt, score))
    _notify_scored(attempt, score, coins)


def publish_new_score(
    attempt: Attempt, score: SpeechScore, *, cause: str, before: float | None, was_hidden: bool, coins: int
) -> None:
    """Publish that an attempt has another score than before; notify the pupil when the visible score changed."""
    wall, own = get_streams(attempt.homework)
    full = events.AttemptRemarked(
        **_get_result_fields(attempt, score),
        **_get_score_fields(score),
        coins=coins,
        cause=cause,
        state=attempt.state,
        revision=score.revision,
    )
    publish_event(wall, full)
    publish_event(own, full.model_copy(update=_get_pupil_overrides(attempt, score)))
    publish_progress(attempt.homework)
    publish_webhook_event(HomeworkScoredWebhook.from_attempt(attempt, score))
    data = _get_notification_data(attempt)
    if attempt.state == AttemptState.REFUSED and before is not None:
        reasons = {"reasons": [attempt.reason, attempt.verdict]}
        notify(user=attempt.homework.student, type="homework.refused", data=data | reasons)
    elif not score.hidden and score.overall is not None and (was_hidden or score.overall != before):
        _notify_number_or_stars(
            attempt.homework, "homework.corrected", data, float(score.overall), get_attempt_stars(attempt, score)
        )


def publish_review(homework: Homework, reviewed: events.HomeworkReviewed) -> None:
    """Publish the teacher's review and notify the pupil."""
    wall, own = get_streams(homework)
    mark = reviewed.homework_score
    publish_event(wall, reviewed)
    publish_event(
        own, reviewed.model_copy(update={"homework_score": None}) if is_under_8(homework.last_attempt) else reviewed
    )
    publish_progress(homework)
    publish_webhook_event(HomeworkReviewedWebhook.from_homework(homework, reviewed.decision))
    data = {"homework": str(homework.pk), "title": homework.assignment.title}
    if mark is None:
        notify(user=homework.student, type="homework.returned", data=data)
    else:
        _notify_number_or_stars(homework, "homework.accepted", data, mark, get_homework_stars(homework))


def _get_notification_data(attempt: Attempt) -> dict[str, Any]:
    homework = attempt.homework
    return {"homework": str(homework.pk), "attempt": str(attempt.pk), "title": homework.assignment.title}


def _get_result_fields(attempt: Attempt, score: SpeechScore) -> dict[str, Any]:
    return events.get_attempt_fields(attempt) | {
        "verdict": attempt.verdict,
        "reason": attempt.reason,
        "text": get_reason_by_language(*get_reason_codes(attempt, score)),
        "duration": attempt.duration,
        "seconds": score.seconds.get("total"),
    }


def _get_score_fields(score: SpeechScore) -> dict[str, Any]:
    words = _cut_words(score.words)
    return {
        "confidence": score.confidence or None,
        "hidden": score.hidden,
        "score": score.overall,
        "stars": get_attempt_stars(score.attempt, score),
        "parts": {name: getattr(score, name) for name in PUBLISHED_PARTS},
        "words": words,
        "more_words": len(score.words) - len(words),
    }


def _get_pupil_overrides(attempt: Attempt, score: SpeechScore) -> dict[str, Any]:
    """Return the fields that differ in the pupil's copy of the event."""
    bare: dict[str, Any] = {}
    if is_under_8(attempt):
        bare |= {"score": None, "parts": {}, "homework_score": None}
    if score.hidden or attempt.state != AttemptState.SCORED:
        bare |= {"confidence": None, "score": None, "stars": None, "parts": {}}
        bare |= {"words": [], "more_words": len(score.words)}
    return bare


def _notify_scored(attempt: Attempt, score: SpeechScore, coins: int) -> None:
    pupil, data = attempt.homework.student, _get_notification_data(attempt)
    if attempt.state == AttemptState.REFUSED:
        reasons = {"reasons": [attempt.reason, attempt.verdict]}
        notify(user=pupil, type="homework.refused", data=data | reasons)
    elif score.hidden:
        notify(user=pupil, type="homework.waiting", data=data)
    else:
        more = data | {"coins": coins}
        _notify_number_or_stars(
            attempt.homework, "homework.scored", more, float(score.overall or 0), get_attempt_stars(attempt, score)
        )


def _notify_number_or_stars(
    homework: Homework, kind: str, data: Mapping[str, Any], mark: float, given: int | None
) -> None:
    """Notify the pupil with stars for a child under 8, with the score for everyone else."""
    if given is not None:
        notify(user=homework.student, type=f"{kind}_stars", data={**data, "stars": given})
    else:
        notify(user=homework.student, type=kind, data={**data, "score": round(mark)})


def _cut_words(words: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return pairs of word and class, as many as fit into an event."""
    shown: list[tuple[str, str]] = []
    room = MAX_WORDS_BYTES
    for word in words[: events.MAX_WORDS]:
        pair = (str(word["text"])[:MAX_WORD_LENGTH], str(word["class"]))
        room -= len("".join(pair).encode()) + 8
        if room < 0:
            break
        shown.append(pair)
    return shown
