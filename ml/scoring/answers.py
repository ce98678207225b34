"""Free answers: relevance from similarities that the engine measured, length, variety of words, flags."""

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from rapidfuzz.distance import Levenshtein

from ml.alignment import NEAR_DISTANCE, measure_edits_per_letter
from ml.scoring.constants import ANSWER
from ml.scoring.fluency import scale_between
from ml.scoring.task import ScoringTask
from ml.text import tokenize

_NEGATIONS = {
    "en": {"not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without"},
    "ru": {"не", "нет", "никогда", "никто", "ничего", "нигде", "ни", "без"},
    "uz": {"emas", "yo'q", "hech", "bemas"},
}
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_LONGEST_SENTENCE = 25
_ONE = {"one", "один", "одна", "bir"}


def split_sentences(text: str) -> list[str]:
    """Sentences of `text`; one without full stops is cut into pieces of 25 words."""
    pieces: list[str] = []
    for part in _SENTENCE_END.split(text.strip()):
        words = part.split()
        pieces += [" ".join(words[at : at + _LONGEST_SENTENCE]) for at in range(0, len(words), _LONGEST_SENTENCE)]
    return pieces


def score_relevance(task: ScoringTask, transcript: str, similarity: dict[str, Any]) -> tuple[float | None, Any]:
    """S in 0..100, or None where nothing can be said (no reference, or a model without figures for the language).

    `similarity`: `coverage` per reference answer (mean over its sentences of the best cosine with a sentence of the
    answer) and the two anchors `unrelated` and `paraphrase`, mean cosines measured with the same model and language.
    """
    words = [token.text for token in tokenize(transcript, task.language)]
    missing = _find_missing_key_words(task, words)
    keys = 1 - len(missing) / len(task.key_words) if task.key_words else 1.0
    copied = _is_copy_of_question(task, words)
    flags = [flag for flag, raised in (("COPIED_QUESTION", copied), ("KEY_WORDS_MISSING", keys < 1)) if raised]
    flags += _find_mismatches(task, words)
    parts = {"flags": flags, "key_words": round(keys, 3), "missing_key_words": missing, **similarity}
    coverage = similarity.get("coverage") or []
    gap = similarity.get("paraphrase", 0.0) - similarity.get("unrelated", 0.0)
    if not coverage or gap < ANSWER.least_anchor_gap:
        return None, parts
    value = 100 * scale_between(max(coverage), similarity["unrelated"], similarity["paraphrase"])
    value *= ANSWER.missing_key_words_keep + (1 - ANSWER.missing_key_words_keep) * keys
    return (0.0 if copied or len(words) < ANSWER.fewest_words else value), parts


def score_length(task: ScoringTask, words: int) -> float:
    """0..100: words said of the words expected (0.6 of the mean reference answer, else a default)."""
    counts = [len(tokenize(answer, task.language)) for answer in task.reference_answers]
    expected = ANSWER.length_share_of_reference * sum(counts) / len(counts) if counts else ANSWER.default_words
    return 100 * min(1.0, words / max(1.0, expected))


def score_variety(words: Sequence[str]) -> float:
    """0..100 from Carroll's corrected type-token ratio, types / sqrt(2 · tokens)."""
    if not words:
        return 0.0
    ratio = len(set(words)) / math.sqrt(2 * len(words))
    return 100.0 * scale_between(ratio, ANSWER.variety_zero, ANSWER.variety_full)


def _find_missing_key_words(task: ScoringTask, words: Sequence[str]) -> list[str]:
    def is_said(key: str) -> bool:
        wanted = [token.text for token in tokenize(key, task.language)]
        return all(any(measure_edits_per_letter(want, word) <= NEAR_DISTANCE for word in words) for want in wanted)

    return [key for key in task.key_words if not is_said(key)]


def _is_copy_of_question(task: ScoringTask, words: Sequence[str]) -> bool:
    question = [token.text for token in tokenize(task.question, task.language)]
    answer = list(words)
    return bool(question and answer and Levenshtein.normalized_similarity(question, answer) >= ANSWER.copied_share)


def _find_mismatches(task: ScoringTask, words: Sequence[str]) -> list[str]:
    """Flags where every reference answer disagrees with the answer about a negation or a number."""
    references = [{token.text for token in tokenize(answer, task.language)} for answer in task.reference_answers]
    if not references or not words:
        return []
    spoken = set(words)
    negations = _NEGATIONS.get(task.language, set())
    numbers = _get_number_words(task.language)
    flags = []
    if all(bool(reference & negations) != bool(spoken & negations) for reference in references):
        flags.append("NEGATION_DIFFERS")
    if all(reference & numbers and reference & numbers != spoken & numbers for reference in references):
        flags.append("NUMBERS_DIFFER")
    return flags


@cache
def _get_number_words(language: str) -> frozenset[str]:
    """The words that numbers up to a thousand are said with, but for one, which is also an article."""
    plain = [number for number in range(1, 1001) if number <= 20 or not number % 10 or not number % 100]
    return frozenset({token.text for number in plain for token in tokenize(str(number), language)} - _ONE)
