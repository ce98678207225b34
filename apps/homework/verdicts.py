"""What each verdict does to the attempt (design: domain, the table under "Homework")."""

from dataclasses import dataclass

from apps.homework.models import Attempt, AttemptState, SpeechScore
from ml.scoring import Verdict
from ml.scoring.table import MARKED_LANGUAGES

ANOTHERS_FILE = "ANOTHERS_FILE"
"""Reason of a DUPLICATE that another pupil handed in for the same assignment."""
OWN_FILE = "OWN_FILE"
"""Reason of a DUPLICATE that the pupil had scored for this homework already."""
OUR_FAILURE = "OUR_FAILURE"
"""Reason of an attempt that failed with its job."""

OFF_TASK = frozenset({Verdict.OFF_SCRIPT, Verdict.WRONG_LANGUAGE})
"""Refused, and yet they use up an attempt; after the last one the teacher looks."""

UNUSABLE = frozenset(
    {
        Verdict.NO_SPEECH,
        Verdict.TOO_QUIET,
        Verdict.CLIPPED,
        Verdict.TOO_SHORT,
        Verdict.TOO_LONG,
        Verdict.AUDIO_BAD,
        Verdict.DUPLICATE,
    }
)
"""Refused without using up an attempt."""

_JUDGED_BY_TEXT = frozenset({"INVENTED_TEXT", "NOTHING_HEARD"})
"""Reasons of NO_SPEECH that rest on figures which only some languages have."""


@dataclass(frozen=True)
class Outcome:
    """`hidden`: the mark, if there is one, waits for the teacher. `counts`: an attempt is used up."""

    state: AttemptState
    counts: bool = True
    hidden: bool = False


def outcome(*, verdict: str, reason: str, language: str, teacher_first: bool, anothers_file: bool) -> Outcome:
    """What the engine's verdict does; ValueError for a verdict that the table does not know.

    A language without figures of its own is never marked: whatever passed the gate is transcribed and waits.
    """
    known = Verdict(verdict)
    by_text = known not in UNUSABLE or reason in _JUDGED_BY_TEXT
    if language not in MARKED_LANGUAGES and by_text:
        return Outcome(AttemptState.TRANSCRIBED, hidden=True)
    if known in UNUSABLE:
        return Outcome(AttemptState.REFUSED, counts=False)
    if known in OFF_TASK:
        return Outcome(AttemptState.REFUSED)
    hidden = known == Verdict.LOW_CONFIDENCE or teacher_first or anothers_file
    return Outcome(AttemptState.SCORED, hidden=hidden)


def coins(*, score: float | None, most: int, minimum: int) -> int:
    """Coins of a mark 0 to 100: its share of `most`, whole, and none below the `minimum` mark."""
    if score is None or score < minimum:
        return 0
    return round(most * score / 100)


def why(attempt: Attempt, score: SpeechScore | None) -> tuple[str, ...]:
    """The codes whose words explain the attempt, the most telling first."""
    if attempt.reason == ANOTHERS_FILE and score is not None and score.hidden:
        return (ANOTHERS_FILE,)
    if attempt.state == AttemptState.TRANSCRIBED:
        return ("LANGUAGE_WITHOUT_FIGURES",)
    if score is not None and score.hidden and attempt.verdict in (Verdict.OK, Verdict.INCOMPLETE):
        return ("TEACHER_FIRST",)
    if attempt.state == AttemptState.SCORED and attempt.verdict not in (Verdict.OK, Verdict.INCOMPLETE):
        return (attempt.reason, attempt.verdict) if score is not None and score.hidden else ("OK",)
    return attempt.reason, attempt.verdict
