"""Typed texts, compared with the texts that a key accepts."""

import re
import unicodedata
from collections.abc import Sequence

from apps.quizzes.questions.keys import TextAnswer
from apps.quizzes.questions.patterns import match_patterns
from ml.text import uzbek
from ml.text.folding import LETTERS, unify_apostrophes

_LATIN, _CYRILLIC = "ABCEHIJKMOPSTXYaceijopsxy", "АВСЕНІЈКМОРЅТХУасеіјорѕху"
"""Letters that look the same in both alphabets, capital and small."""
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_MARKS = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"), **dict.fromkeys("“”„«»", '"')})
_LETTERS = str.maketrans({**LETTERS, "ё": "е", "Ё": "Е"})
_FULL_STOP = re.compile(r"(?<=[^\s.])\s*\.$")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_LATIN_LETTER = re.compile("[A-Za-z]")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]")


def fold_answer(text: str, language: str, *, match_case: bool = False) -> str:
    """Return the form of `text` that answers are compared in; it may be empty.

    Compatibility forms of Unicode (NFKC), apostrophes, dashes, quotes and spaces are one, ё is е, one full stop at the
    end is left out, and small and capital letters are one unless `match_case`. A letter of the other alphabet that
    looks the same is read as one of the language: Cyrillic in "ru", Latin in "en" and "uz". In "uz" words in Cyrillic
    are read in Latin.
    """
    text = unicodedata.normalize("NFKC", unify_apostrophes(text)).translate(_MARKS)
    if language == "uz":
        text = _WORD.sub(lambda word: _spell_in_latin(word[0]), text)
    elif language in ("en", "ru"):
        text = text.translate(_TO_CYRILLIC if language == "ru" else _TO_LATIN)
    text = (text if match_case else text.lower()).translate(_LETTERS)
    return _FULL_STOP.sub("", " ".join(text.split()))


def _spell_in_latin(word: str) -> str:
    """Return an Uzbek word in Latin letters; a capital first letter and a word in capitals stay so."""
    if _LATIN_LETTER.search(word):
        word = word.translate(_TO_LATIN)
    if not _CYRILLIC_LETTER.search(word):
        return word
    latin = uzbek.normalize_text(word.lower())
    if len(word) > 1 and word.isupper():
        return latin.upper()
    return latin[:1].upper() + latin[1:] if word[0].isupper() else latin


def choose_answers(
    fields: Sequence[tuple[str, Sequence[TextAnswer]]], language: str, *, match_case: bool
) -> tuple[list[TextAnswer | None], bool]:
    """Return for each written text the best of the accepted answers that fit, the first of equals, or None; and
    whether a pattern ran into its limit. Such a pattern does not fit.

    `fields`: written texts with the answers that are accepted for each. A pattern sees the text with one kind of
    apostrophe and single spaces.
    """
    best = [_choose_plain(text, answers, language, match_case=match_case) for text, answers in fields]
    tries = [
        (place, answer)
        for place, (text, answers) in enumerate(fields)
        for answer in sorted(answers, key=lambda answer: -answer.share)
        if answer.is_pattern and text.strip() and answer.share > _get_share(best[place])
    ]
    pairs = [(_normalize(answer.text), " ".join(_normalize(fields[place][0]).split())) for place, answer in tries]
    matches = match_patterns(pairs, ignore_case=not match_case)
    for (place, answer), fits in zip(tries, matches, strict=True):
        if fits and answer.share > _get_share(best[place]):
            best[place] = answer
    return best, None in matches


def _choose_plain(text: str, answers: Sequence[TextAnswer], language: str, *, match_case: bool) -> TextAnswer | None:
    folded = fold_answer(text, language, match_case=match_case)
    fits = [
        answer
        for answer in answers
        if folded and not answer.is_pattern and fold_answer(answer.text, language, match_case=match_case) == folded
    ]
    return max(fits, key=lambda answer: answer.share, default=None)


def _get_share(answer: TextAnswer | None) -> float:
    """Return a share below all others where no answer fits: one with a share of 0 may have a feedback."""
    return -1 if answer is None else answer.share


def _normalize(text: str) -> str:
    return unicodedata.normalize("NFC", unify_apostrophes(text))
