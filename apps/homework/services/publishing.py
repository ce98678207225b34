"""Events and notifications about scores, for the wall, the pupil's stream, guardians and the pupil.

The wall gets everything. The pupil's copy of a hidden score has neither scores nor words, and a child under 8 gets
stars and no score.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from apps.core.outgoing_events import publish_webhook_event
from apps.events.publishing import Event, get_group_stream, get_user_stream, publish_event
from apps.homework import events
from apps.homework.events import AttemptStateEvent
from apps.homework.models import Assignment, Attempt, AttemptState, Homework, SpeechScore
from apps.homework.progress import publish_progress_to_child_stream
from apps.homework.queries import get_wall_of_assignment
from apps.homework.reasons import get_first_reason_by_language
from apps.homework.services.homework_state import HomeworkAward
from apps.homework.verdicts import get_attempt_stars, get_homework_stars, get_reason_codes, was_pupil_under_8
from apps.homework.webhook_events import HomeworkReviewedWebhook, HomeworkScoredWebhook
from apps.notifications.services import notify

MAX_WORD_LENGTH = 24
MAX_WORDS_BYTES = 4_000
PUBLISHED_PARTS = ("accuracy", "completeness", "fluency", "prosody", "relevance")


def get_wall_and_pupil_streams(homework: Homework) -> tuple[str, str]:
    """Return the stream of the wall of the group or course, and the pupil's stream."""
    return get_wall_of_assignment(homework.assignment), get_user_stream(homework.student_id)


def publish_to_wall(assignment: Assignment, event: Event) -> None:
    """Publish an event to the wall of the assignment's group or course."""
    publish_event(get_wall_of_assignment(assignment), event)


def publish_to_wall_and_group(assignment: Assignment, event: Event) -> None:
    """Publish an event of a group's assignment to the wall and, if it is for the whole group, to the group."""
    publish_to_wall(assignment, event)
    if assignment.group_id is not None and not assignment.for_chosen_pupils:
        publish_event(get_group_stream(assignment.group_id), event)


def publish_homework_event(homework: Homework, event: Event, pupil_overrides: Mapping[str, Any]) -> None:
    """Publish an event to the wall and, with `pupil_overrides` in its fields, to the pupil; and the progress."""
    publish_to_wall(homework.assignment, event)
    publish_event(get_user_stream(homework.student_id), event.model_copy(update=pupil_overrides))
    publish_progress_to_child_stream(homework)


def get_pupil_score_overrides(attempt: Attempt | None) -> dict[str, None]:
    """Return the pupil's copy of an event with the homework's score: without it where the pupil sees stars."""
    return {"homework_score": None} if was_pupil_under_8(attempt) else {}


def notify_pupil(homework: Homework, type_: str, **extra_data: Any) -> None:
    """Notify the pupil about the homework; `extra_data` is added to the notification's data."""
    data = {"homework": str(homework.pk), "title": homework.assignment.title}
    notify(user=homework.student, type=type_, data=data | extra_data)


def publish_attempt_event(attempt: Attempt, event: AttemptStateEvent) -> None:
    """Publish an event of an attempt without a score of its own."""
    publish_homework_event(attempt.homework, event, get_pupil_score_overrides(attempt))


def publish_score(attempt: Attempt, score: SpeechScore, award: HomeworkAward) -> None:
    """Publish an attempt's result and notify the pupil, with the coins that came for it."""
    fields = _get_result_fields(attempt, score)
    if attempt.state == AttemptState.REFUSED:
        publish_attempt_event(attempt, events.AttemptRefused(**fields, counts=attempt.counts))
    else:
        full = events.AttemptScored(**fields, **_get_score_fields(score), coins=award.worth)
        publish_homework_event(attempt.homework, full, _get_pupil_overrides(attempt, score))
    publish_webhook_event(HomeworkScoredWebhook.from_attempt(attempt, score))
    if attempt.state == AttemptState.REFUSED:
        _notify_refused(attempt)
    elif score.hidden:
        notify_pupil(attempt.homework, "homework.waiting", attempt=str(attempt.pk))
    else:
        _notify_scored(attempt, score, "homework.scored", coins=max(0, award.change))


def publish_changed_score(
    attempt: Attempt, score: SpeechScore, *, cause: str, previous_score: float | None, was_hidden: bool, coins: int
) -> None:
    """Publish that an attempt has another score than before; notify the pupil when the visible score changed."""
    fields = _get_result_fields(attempt, score) | _get_score_fields(score)
    changed = {"cause": cause, "state": attempt.state, "revision": score.revision, "coins": coins}
    full = events.AttemptRemarked(**fields, **changed)
    publish_homework_event(attempt.homework, full, _get_pupil_overrides(attempt, score))
    publish_webhook_event(HomeworkScoredWebhook.from_attempt(attempt, score))
    if attempt.state == AttemptState.REFUSED and previous_score is not None:
        _notify_refused(attempt)
    elif not score.hidden and score.overall is not None and (was_hidden or score.overall != previous_score):
        _notify_scored(attempt, score, "homework.corrected")


def publish_review(homework: Homework, reviewed: events.HomeworkReviewed) -> None:
    """Publish the teacher's review and notify the pupil."""
    publish_homework_event(homework, reviewed, get_pupil_score_overrides(homework.last_attempt))
    publish_webhook_event(HomeworkReviewedWebhook.from_homework(homework, reviewed.decision))
    if reviewed.homework_score is None:
        notify_pupil(homework, "homework.returned")
    else:
        _notify_number_or_stars(homework, "homework.accepted", reviewed.homework_score, get_homework_stars(homework))


def _get_result_fields(attempt: Attempt, score: SpeechScore) -> dict[str, Any]:
    return events.get_attempt_event_fields(attempt) | {
        "verdict": attempt.verdict,
        "reason": attempt.reason,
        "text": get_first_reason_by_language(*get_reason_codes(attempt, score)),
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
    if was_pupil_under_8(attempt):
        bare |= {"score": None, "parts": {}, "homework_score": None}
    if score.hidden or attempt.state != AttemptState.SCORED:
        bare |= {"confidence": None, "score": None, "stars": None, "parts": {}}
        bare |= {"words": [], "more_words": len(score.words)}
    return bare


def _notify_refused(attempt: Attempt) -> None:
    reasons = [attempt.reason, attempt.verdict]
    notify_pupil(attempt.homework, "homework.refused", attempt=str(attempt.pk), reasons=reasons)


def _notify_scored(attempt: Attempt, score: SpeechScore, type_: str, **more: Any) -> None:
    mark, stars = float(score.overall or 0), get_attempt_stars(attempt, score)
    _notify_number_or_stars(attempt.homework, type_, mark, stars, attempt=str(attempt.pk), **more)


def _notify_number_or_stars(homework: Homework, type_: str, mark: float, stars: int | None, **more: Any) -> None:
    """Notify the pupil with stars for a child under 8, with the score for everyone else."""
    if stars is not None:
        notify_pupil(homework, f"{type_}_stars", stars=stars, **more)
    else:
        notify_pupil(homework, type_, score=_round_as_shown(mark), **more)


def _round_as_shown(score: float) -> float:
    """Return the score as the pages show it: with one decimal, and none where it is whole."""
    rounded = math.floor(score * 10 + 0.5) / 10
    return int(rounded) if rounded.is_integer() else rounded


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
