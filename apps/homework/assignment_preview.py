"""Preview of an assignment: the words as scoring compares them, the phrases and the time."""

from dataclasses import dataclass

from apps.homework.models import READ_ALOUD_KINDS, Assignment, AssignmentKind
from apps.homework.scoring_tasks import is_spoken
from apps.homework.services.assignment_validation import check_assignment_fields
from apps.settings.queries import get_system_settings
from ml.scoring.constants import SCORED_LANGUAGES, get_target_rate
from ml.text import Word, parse_words


@dataclass(frozen=True)
class PreviewWord:
    """A word of the text. `readings`: ways to say it that are all correct; `anything`: any word is correct."""

    index: int
    text: str
    readings: tuple[str, ...]
    anything: bool


@dataclass(frozen=True)
class PreviewPhrase:
    """A line of the text: place of its first word, number of words, and seconds at the target rate."""

    text: str
    first: int
    words: int
    seconds: float


@dataclass(frozen=True)
class AssignmentPreview:
    """`seconds` for the whole text at `words_per_minute`; `too_long`: more than `most_seconds`. `marked_by`: "machine"
    or "teacher".
    """

    words: list[PreviewWord]
    phrases: list[PreviewPhrase]
    words_per_minute: int
    seconds: float
    most_seconds: int
    too_long: bool
    marked_by: str


def preview_assignment(assignment: Assignment) -> AssignmentPreview:
    """Preview an assignment that is not stored. Raise Invalid for fields that its kind needs or cannot use."""
    check_assignment_fields(assignment)
    rate = get_target_rate(assignment.target_wpm, assignment.level)
    lines = assignment.reference_text.splitlines() if assignment.kind == AssignmentKind.REPEAT else []
    if assignment.kind == AssignmentKind.READING:
        lines = [assignment.reference_text]
    words: list[PreviewWord] = []
    phrases: list[PreviewPhrase] = []
    for line in lines if assignment.kind in READ_ALOUD_KINDS else []:
        line_words = parse_words(line, assignment.language, alternatives=True)
        if not line_words:
            continue
        phrases.append(
            PreviewPhrase(" ".join(line.split()), len(words), len(line_words), _estimate_seconds(line_words, rate))
        )
        words += [_preview_word(word, len(words) + place) for place, word in enumerate(line_words)]
    seconds, most = round(sum(phrase.seconds for phrase in phrases), 1), get_system_settings().recording_max_seconds
    return AssignmentPreview(
        words=words,
        phrases=phrases,
        words_per_minute=rate,
        seconds=seconds,
        most_seconds=most,
        too_long=seconds > most,
        marked_by="machine" if is_spoken(assignment) and assignment.language in SCORED_LANGUAGES else "teacher",
    )


def _preview_word(word: Word, index: int) -> PreviewWord:
    return PreviewWord(index, word.surface, tuple(" ".join(reading) for reading in word.readings), word.anything)


def _estimate_seconds(words: list[Word], rate: int) -> float:
    """Return how long the words take; numerals count as they are said."""
    return round(60 * sum(len(word.readings[0]) for word in words) / rate, 1)
