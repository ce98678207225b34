"""A text said phrase by phrase: each line of it on its own, and without the waits between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ml.alignment import CREDIT, WordClass
from ml.scoring.fluency import Span
from ml.scoring.result import WordResult
from ml.scoring.task import ScoringTask
from ml.text import parse_words


@dataclass(frozen=True, slots=True)
class PhraseScore:
    """A line of the text: its words are those from place `first`, `words` of them. `span`: where it was said, seconds,
    None where it was not. `accuracy` of the words reached and `completeness`, 0 to 100; without a word reached
    `accuracy` is None.
    """

    text: str
    first: int
    words: int
    span: Span | None
    accuracy: float | None
    completeness: float

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        start, end = self.span or (None, None)
        accuracy = None if self.accuracy is None else round(self.accuracy, 1)
        scores = {"start": start, "end": end, "accuracy": accuracy, "completeness": round(self.completeness, 1)}
        return {"text": self.text, "first": self.first, "words": self.words, **scores}


def score_text_lines(task: ScoringTask, words: Sequence[WordResult]) -> list[PhraseScore]:
    """The lines of the task's text that hold words, as they were said. Spans are in order and do not overlap."""
    by_place = {word.reference: word for word in words if word.reference is not None}
    phrases: list[PhraseScore] = []
    first, clock = 0, 0.0
    for line in task.reference.splitlines():
        asked = parse_words(line, task.language, alternatives=True)
        if not asked:
            continue
        results = [by_place[place] for place in range(first, first + len(asked))]
        span = _get_span(results, clock)
        clock = span[1] if span else clock
        reached = [word for word in results if word.class_ != WordClass.NOT_REACHED]
        credit = sum(CREDIT[WordClass(word.class_)] for word in reached)
        accuracy = 100 * credit / len(reached) if reached else None
        text = " ".join(word.surface for word in asked)
        phrases.append(PhraseScore(text, first, len(asked), span, accuracy, 100 * len(reached) / len(asked)))
        first += len(asked)
    return phrases


def _get_span(words: Sequence[WordResult], after: float) -> Span | None:
    spans = [(word.start, word.end) for word in words if word.start is not None and word.end is not None]
    if not spans:
        return None
    start, end = max(after, min(span[0] for span in spans)), max(span[1] for span in spans)
    return (start, end) if end > start else None
