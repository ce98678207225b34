"""Who hears of a mark: the wall, the pupil's own stream, who looks after them, the pupil's notifications.

The wall is told everything. The pupil's copy of a hidden mark carries neither numbers nor words, and for a child under
8 a mark is stars and no number.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from apps.core.outgoing_events import emit
from apps.homework import events
from apps.homework.events import AboutAttempt
from apps.homework.models import Attempt, AttemptState, Homework, SpeechScore
from apps.homework.progress import tell_followers
from apps.homework.reasons import reason_texts
from apps.homework.verdicts import small, stars, stars_of, why
from apps.homework.webhook_events import HomeworkReviewed, HomeworkScored
from apps.notifications.services import notify
from realtime.events import publish_event, user_stream, wall_stream

WORD_LENGTH = 24
WORDS_BYTES = 4_000
SHOWN_PARTS = ("accuracy", "completeness", "fluency", "prosody", "relevance")


def streams(homework: Homework) -> tuple[str, str]:
    """The wall's, then the pupil's."""
    group_id: UUID = homework.assignment.group_id
    return wall_stream(group_id), user_stream(homework.student_id)


def tell_both(attempt: Attempt, event: AboutAttempt) -> None:
    """Publish what became of an attempt without a mark of its own; the mark that stands is in the wall's copy, and in
    the pupil's unless they see stars.
    """
    wall, own = streams(attempt.homework)
    publish_event(wall, event)
    publish_event(own, event.model_copy(update={"homework_score": None}) if small(attempt) else event)
    tell_followers(attempt.homework)


def tell_scored(attempt: Attempt, score: SpeechScore, coins: int) -> None:
    """Publish how an attempt ended, and notify the pupil."""
    if attempt.state == AttemptState.REFUSED:
        tell_both(attempt, events.AttemptRefused(**_ended(attempt, score), counts=attempt.counts))
    else:
        wall, own = streams(attempt.homework)
        full = events.AttemptScored(**_ended(attempt, score), **_mark(score), coins=coins)
        publish_event(wall, full)
        publish_event(own, full.model_copy(update=_for_the_pupil(attempt, score)))
        tell_followers(attempt.homework)
    emit(HomeworkScored.of(attempt, score))
    _notify_scored(attempt, score, coins)


def tell_remarked(
    attempt: Attempt, score: SpeechScore, *, cause: str, before: float | None, was_hidden: bool, coins: int
) -> None:
    """Publish that an attempt has another mark than before, and notify the pupil where it is new to them."""
    wall, own = streams(attempt.homework)
    full = events.AttemptRemarked(
        **_ended(attempt, score), **_mark(score), coins=coins, cause=cause, state=attempt.state, revision=score.revision
    )
    publish_event(wall, full)
    publish_event(own, full.model_copy(update=_for_the_pupil(attempt, score)))
    tell_followers(attempt.homework)
    emit(HomeworkScored.of(attempt, score))
    data = _about(attempt)
    if attempt.state == AttemptState.REFUSED and before is not None:
        reasons = {"reasons": [attempt.reason, attempt.verdict]}
        notify(user=attempt.homework.student, type="homework.refused", data=data | reasons)
    elif not score.hidden and score.overall is not None and (was_hidden or score.overall != before):
        _notify_mark(attempt.homework, "homework.corrected", data, float(score.overall), stars(attempt, score))


def tell_reviewed(homework: Homework, reviewed: events.HomeworkReviewed) -> None:
    """Publish the teacher's decision, and notify the pupil."""
    wall, own = streams(homework)
    mark = reviewed.homework_score
    publish_event(wall, reviewed)
    publish_event(
        own, reviewed.model_copy(update={"homework_score": None}) if small(homework.last_attempt) else reviewed
    )
    tell_followers(homework)
    emit(HomeworkReviewed.of(homework, reviewed.decision))
    data = {"homework": str(homework.pk), "title": homework.assignment.title}
    if mark is None:
        notify(user=homework.student, type="homework.returned", data=data)
    else:
        _notify_mark(homework, "homework.accepted", data, mark, stars_of(homework))


def _about(attempt: Attempt) -> dict[str, Any]:
    homework = attempt.homework
    return {"homework": str(homework.pk), "attempt": str(attempt.pk), "title": homework.assignment.title}


def _ended(attempt: Attempt, score: SpeechScore) -> dict[str, Any]:
    return events.about_attempt(attempt) | {
        "verdict": attempt.verdict,
        "reason": attempt.reason,
        "text": reason_texts(*why(attempt, score)),
        "duration": attempt.duration,
        "seconds": score.seconds.get("total"),
    }


def _mark(score: SpeechScore) -> dict[str, Any]:
    words = _shown_words(score.words)
    return {
        "confidence": score.confidence or None,
        "hidden": score.hidden,
        "score": score.overall,
        "stars": stars(score.attempt, score),
        "parts": {name: getattr(score, name) for name in SHOWN_PARTS},
        "words": words,
        "more_words": len(score.words) - len(words),
    }


def _for_the_pupil(attempt: Attempt, score: SpeechScore) -> dict[str, Any]:
    """What the pupil's copy has instead."""
    bare: dict[str, Any] = {}
    if small(attempt):
        bare |= {"score": None, "parts": {}, "homework_score": None}
    if score.hidden or attempt.state != AttemptState.SCORED:
        bare |= {"confidence": None, "score": None, "stars": None, "parts": {}}
        bare |= {"words": [], "more_words": len(score.words)}
    return bare


def _notify_scored(attempt: Attempt, score: SpeechScore, coins: int) -> None:
    pupil, data = attempt.homework.student, _about(attempt)
    if attempt.state == AttemptState.REFUSED:
        reasons = {"reasons": [attempt.reason, attempt.verdict]}
        notify(user=pupil, type="homework.refused", data=data | reasons)
    elif score.hidden:
        notify(user=pupil, type="homework.waiting", data=data)
    else:
        more = data | {"coins": coins}
        _notify_mark(attempt.homework, "homework.scored", more, float(score.overall or 0), stars(attempt, score))


def _notify_mark(homework: Homework, kind: str, data: Mapping[str, Any], mark: float, given: int | None) -> None:
    """As stars for a small child, as a number for everybody else."""
    if given is not None:
        notify(user=homework.student, type=f"{kind}_stars", data={**data, "stars": given})
    else:
        notify(user=homework.student, type=kind, data={**data, "score": round(mark)})


def _shown_words(words: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of word and class for the screen, as many as an event has room for."""
    shown: list[tuple[str, str]] = []
    room = WORDS_BYTES
    for word in words[: events.MOST_WORDS]:
        pair = (str(word["text"])[:WORD_LENGTH], str(word["class"]))
        room -= len("".join(pair).encode()) + 8
        if room < 0:
            break
        shown.append(pair)
    return shown
