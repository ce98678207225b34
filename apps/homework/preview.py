"""What an assignment will ask for, before it is given: the words as they will be compared, phrases, time."""

from dataclasses import dataclass

from apps.homework.models import READ_ALOUD, Assignment, AssignmentKind
from apps.homework.services.checking import check_task
from apps.homework.tasks import spoken
from apps.settings.queries import get_system_settings
from ml.scoring.table import MARKED_LANGUAGES, target_rate
from ml.text import Word, read


@dataclass(frozen=True)
class PreviewWord:
    """A word of the text; `readings` are the ways to say it that all count, `anything`: every word counts."""

    index: int
    text: str
    readings: tuple[str, ...]
    anything: bool


@dataclass(frozen=True)
class Phrase:
    """A line of the text: the words from `first` on, and how many seconds they take at the target rate."""

    text: str
    first: int
    words: int
    seconds: float


@dataclass(frozen=True)
class Preview:
    """`seconds` the whole takes at `words_per_minute`; `too_long`: more than a recording may have. `marked_by`:
    "machine" or "teacher".
    """

    words: list[PreviewWord]
    phrases: list[Phrase]
    words_per_minute: int
    seconds: float
    most_seconds: int
    too_long: bool
    marked_by: str


def preview(assignment: Assignment) -> Preview:
    """Of an assignment that is not stored; Invalid as `services.assign`, for what the kind needs and cannot use."""
    check_task(assignment)
    rate = target_rate(assignment.target_wpm, assignment.level)
    lines = assignment.reference_text.splitlines() if assignment.kind == AssignmentKind.REPEAT else []
    if assignment.kind == AssignmentKind.READING:
        lines = [assignment.reference_text]
    words: list[PreviewWord] = []
    phrases: list[Phrase] = []
    for line in lines if assignment.kind in READ_ALOUD else []:
        said = read(line, assignment.language, alternatives=True)
        if not said:
            continue
        phrases.append(Phrase(" ".join(line.split()), len(words), len(said), _seconds(said, rate)))
        words += [_shown(word, len(words) + place) for place, word in enumerate(said)]
    seconds, most = round(sum(phrase.seconds for phrase in phrases), 1), get_system_settings().recording_max_seconds
    return Preview(
        words=words,
        phrases=phrases,
        words_per_minute=rate,
        seconds=seconds,
        most_seconds=most,
        too_long=seconds > most,
        marked_by="machine" if spoken(assignment) and assignment.language in MARKED_LANGUAGES else "teacher",
    )


def _shown(word: Word, index: int) -> PreviewWord:
    return PreviewWord(index, word.surface, tuple(" ".join(reading) for reading in word.readings), word.anything)


def _seconds(words: list[Word], rate: int) -> float:
    """How long the words take, numerals as they are said."""
    return round(60 * sum(len(word.readings[0]) for word in words) / rate, 1)
