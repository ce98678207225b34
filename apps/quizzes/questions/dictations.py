"""Dictations: the words of a text against those that were written, as readings of homework are compared."""

from decimal import Decimal

from ml.scoring.result import WordResult
from ml.scoring.text_match import classify_words, match_text, score_accuracy, score_completeness

_MOST_EXTRA = 50
"""Words beyond twice those of the text that are compared; the rest is left out."""


def compare_dictation(text: str, written: str, language: str) -> tuple[Decimal, list[WordResult]]:
    """Return the share of the words of `text` that are written, from 0 to 1, and the words of both in order.

    A right word counts 1, a near one 0.5; extra words beyond a tenth of the text take a little, as in
    `ml.scoring.read_aloud`: accuracy of the words up to the last one written × how much of the text that is.
    """
    most = 2 * len(text.split()) + _MOST_EXTRA
    rows = [(word, 0.0, 0.0, 0.0) for word in written.split()[:most]]
    words = classify_words(match_text(text, rows, language), rows, (), (), {})
    accuracy, _parts = score_accuracy(words)
    return Decimal(str(accuracy)) * Decimal(str(score_completeness(words))) / 10_000, words
