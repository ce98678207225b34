"""What each verdict of the speech engine does to an attempt (docs/domain.md, the table under "Homework")."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.homework.models import Attempt, AttemptState, Homework, HomeworkState, SpeechScore
from ml.scoring import SCORED_VERDICTS, Verdict
from ml.scoring.constants import SCORED_LANGUAGES
from ml.scoring.read_aloud import score_to_stars

ANOTHERS_FILE = "ANOTHERS_FILE"
"""Reason of a DUPLICATE: another pupil submitted this file for the same assignment."""
OWN_FILE = "OWN_FILE"
"""Reason of a DUPLICATE: the pupil's own file, already scored for this homework."""
OUR_FAILURE = "OUR_FAILURE"
"""Reason of an attempt whose job died."""

ANOTHERS_SOUND = "ANOTHERS_SOUND"
"""Flag of a recording that sounds like another pupil's of the same assignment, in another file."""
MODEL_AUDIO = "MODEL_AUDIO"
"""Flag of a recording that plays back the assignment's model audio."""

HIDING_FLAGS = frozenset({ANOTHERS_SOUND, MODEL_AUDIO})
"""Flags that hide the score until the teacher's review."""

OFF_TASK_VERDICTS = frozenset({Verdict.OFF_SCRIPT, Verdict.WRONG_LANGUAGE})
"""Refused, but they use up an attempt; after the last one the teacher reviews."""

UNUSABLE_VERDICTS = frozenset(Verdict) - OFF_TASK_VERDICTS - SCORED_VERDICTS
"""Refused without using up an attempt."""

_JUDGED_BY_TEXT = frozenset({"INVENTED_TEXT", "NOTHING_HEARD"})
"""Reasons of NO_SPEECH that rest on figures which only some languages have."""


@dataclass(frozen=True)
class VerdictEffect:
    """New state of an attempt. `counts`: it uses up an attempt. `hidden`: its score waits for the teacher's review."""

    state: AttemptState
    counts: bool = True
    hidden: bool = False


def is_copied(attempt: Attempt) -> bool:
    """Return whether the recording looks like another pupil's. Such an attempt earns coins only by a score of the
    teacher.
    """
    return attempt.reason == ANOTHERS_FILE or ANOTHERS_SOUND in attempt.flags


def get_verdict_effect(
    *, verdict: str, reason: str, language: str, teacher_first: bool, suspect: bool
) -> VerdictEffect:
    """Return what the engine's verdict does to the attempt. Raise ValueError for an unknown verdict.

    `suspect`: another pupil's file, or a flag of HIDING_FLAGS. An attempt in a language without fitted figures is never
    scored by the engine: it is transcribed and waits for the teacher.
    """
    known = Verdict(verdict)
    by_text = known not in UNUSABLE_VERDICTS or reason in _JUDGED_BY_TEXT
    if language not in SCORED_LANGUAGES and by_text:
        return VerdictEffect(AttemptState.TRANSCRIBED, hidden=True)
    if known in UNUSABLE_VERDICTS:
        return VerdictEffect(AttemptState.REFUSED, counts=False)
    if known in OFF_TASK_VERDICTS:
        return VerdictEffect(AttemptState.REFUSED)
    hidden = known == Verdict.LOW_CONFIDENCE or teacher_first or suspect
    return VerdictEffect(AttemptState.SCORED, hidden=hidden)


def calculate_coins(
    *, score: float | None, max_coins: int, min_score: int, percent_bands: Sequence[tuple[int, int]] = ()
) -> int:
    """Return the coins of a score of 0 to 100: 0 below `min_score`, else the score's share of `max_coins`, or the
    percent of the highest band that it reaches.
    """
    if score is None or score < min_score:
        return 0
    if percent_bands:
        return round(max_coins * next((share for mark, share in reversed(percent_bands) if score >= mark), 0) / 100)
    return round(max_coins * score / 100)


def was_pupil_under_8(attempt: Attempt | None) -> bool:
    """Return whether the pupil was under 8 when the attempt was submitted. The pupil and the family then see stars, no
    score.
    """
    return attempt is not None and attempt.task.get("age_band") == "under8"


def get_attempt_stars(attempt: Attempt, score: SpeechScore | None) -> int | None:
    """Return 1 to 5 stars for an attempt of a child under 8; None for older pupils and without a score."""
    if not was_pupil_under_8(attempt) or score is None or score.overall is None:
        return None
    stars: int = score.parts.get("band") or score_to_stars(score.overall)
    return stars


def get_homework_stars(homework: Homework) -> int | None:
    """Return 1 to 5 stars for the homework's score; None for older pupils and without a score."""
    if homework.score is None or not was_pupil_under_8(homework.last_attempt):
        return None
    return score_to_stars(float(homework.score))


def is_waiting_for_teacher(attempt: Attempt, score: SpeechScore | None) -> bool:
    """Return whether the teacher has to give or confirm the score: it is hidden, or a file or text waits for a review.

    False once the teacher has returned the attempt or accepted the homework.
    """
    homework = attempt.homework
    if attempt.number <= homework.counts_after:
        return False
    if attempt.state == AttemptState.STORED:
        return bool(homework.state == HomeworkState.NEEDS_REVIEW)
    return score is not None and score.hidden and homework.state != HomeworkState.REVIEWED


def get_reason_codes(attempt: Attempt, score: SpeechScore | None) -> tuple[str, ...]:
    """Return the codes whose texts explain the attempt's result, the most specific first."""
    hidden = score is not None and score.hidden
    if hidden or attempt.state in (AttemptState.STORED, AttemptState.TRANSCRIBED):
        return _get_codes_without_score(attempt, is_waiting_for_teacher(attempt, score))
    if attempt.state == AttemptState.SCORED and attempt.verdict not in (Verdict.OK, Verdict.INCOMPLETE):
        return ("OK",)
    return attempt.reason, attempt.verdict


def _get_codes_without_score(attempt: Attempt, waiting: bool) -> tuple[str, ...]:
    """Return the reason codes of an attempt whose engine score the pupil does not see."""
    if attempt.number <= attempt.homework.counts_after:
        return ("RETURNED",)
    if not waiting:
        return ("LANGUAGE_WITHOUT_FIGURES" if attempt.state == AttemptState.TRANSCRIBED else "MARKED",)
    if attempt.state == AttemptState.STORED:
        return ("STORED",)
    if attempt.reason == ANOTHERS_FILE:
        return (ANOTHERS_FILE,)
    if HIDING_FLAGS & set(attempt.flags):
        return ("TEACHER_LOOKS",)
    if attempt.state == AttemptState.TRANSCRIBED:
        return ("LANGUAGE_WITHOUT_FIGURES",)
    if attempt.verdict in (Verdict.OK, Verdict.INCOMPLETE):
        return ("TEACHER_FIRST",)
    return attempt.reason, attempt.verdict
