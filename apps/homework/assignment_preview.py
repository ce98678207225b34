"""Preview of an assignment: the words as scoring compares them, the phrases and the time."""

from typing import Any

from apps.homework.models import READ_ALOUD_KINDS, Assignment, AssignmentKind
from apps.homework.scoring_tasks import is_spoken
from apps.homework.services.assignment_validation import check_assignment_fields
from apps.settings.queries import get_system_settings
from ml.scoring.constants import SCORED_LANGUAGES, get_target_rate
from ml.text import Word, parse_words


def preview_assignment(assignment: Assignment) -> dict[str, Any]:
    """Preview an assignment that is not stored. Raise Invalid for fields that its kind needs or cannot use.

    `words`: with the `readings` that are all correct; `anything`: any word is correct. `phrases`: each line of the text
    with the place of its first word, its number of words, and seconds at the target rate. `seconds` for the whole text
    at `words_per_minute`; `too_long`: more than `most_seconds`. `marked_by`: "machine" or "teacher".
    """
    check_assignment_fields(assignment)
    rate = get_target_rate(assignment.target_wpm, assignment.level)
    lines = assignment.reference_text.splitlines() if assignment.kind == AssignmentKind.REPEAT else []
    if assignment.kind == AssignmentKind.READING:
        lines = [assignment.reference_text]
    words: list[dict[str, Any]] = []
    phrases: list[dict[str, Any]] = []
    for line in lines if assignment.kind in READ_ALOUD_KINDS else []:
        if line_words := parse_words(line, assignment.language, alternatives=True):
            length = {"words": len(line_words), "seconds": _estimate_seconds(line_words, rate)}
            phrases.append({"text": " ".join(line.split()), "first": len(words)} | length)
            words += [_preview_word(word, place) for place, word in enumerate(line_words, start=len(words))]
    seconds, most = round(sum(phrase["seconds"] for phrase in phrases), 1), get_system_settings().recording_max_seconds
    return {
        "words": words,
        "phrases": phrases,
        "words_per_minute": rate,
        "seconds": seconds,
        "most_seconds": most,
        "too_long": seconds > most,
        "marked_by": "machine" if is_spoken(assignment) and assignment.language in SCORED_LANGUAGES else "teacher",
    }


def _preview_word(word: Word, index: int) -> dict[str, Any]:
    readings = [" ".join(reading) for reading in word.readings]
    return {"index": index, "text": word.surface, "readings": readings, "anything": word.anything}


def _estimate_seconds(words: list[Word], rate: int) -> float:
    """Return how long the words take; numerals count as they are said."""
    return round(60 * sum(len(word.readings[0]) for word in words) / rate, 1)
