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
_YO = str.maketrans("ёЁ", "еЕ")
_LETTERS = str.maketrans(LETTERS) | _YO
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
    text = _unify(text)
    # Small letters first: Н looks like H, but н like no h, so НОЧЬ and ночь would come apart.
    return _fold_letters(text if match_case else text.lower(), language)


def list_folded(text: str, language: str, *, match_case: bool = False) -> set[str]:
    """Return the forms that `text` may be read in: two texts are the same answer if they share one.

    Beside that of `fold_answer`: with capital letters that look like those of the other alphabet (Не, typed in
    Cyrillic, for He), and in "uz" with ё typed as е.
    """
    read = _unify(text)
    forms = {fold_answer(text, language, match_case=match_case), _fold_letters(read, language)}
    if language == "uz":
        forms.add(_fold_letters(read.translate(_YO), language))
    return {form if match_case else form.lower() for form in forms} - {""}


def _unify(text: str) -> str:
    return unicodedata.normalize("NFKC", unify_apostrophes(text)).translate(_MARKS)


def _fold_letters(text: str, language: str) -> str:
    if language == "uz":
        text = _WORD.sub(lambda word: _spell_in_latin(word[0]), text)
    text = text.translate(_LETTERS)
    if language in ("en", "ru"):
        text = text.translate(_TO_CYRILLIC if language == "ru" else _TO_LATIN)
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
    apostrophe, ё as е and single spaces.
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
    folded = list_folded(text, language, match_case=match_case)
    fits = [
        answer
        for answer in answers
        if not answer.is_pattern and not folded.isdisjoint(list_folded(answer.text, language, match_case=match_case))
    ]
    return max(fits, key=lambda answer: answer.share, default=None)


def _get_share(answer: TextAnswer | None) -> float:
    """Return a share below all others where no answer fits: one with a share of 0 may have a feedback."""
    return -1 if answer is None else answer.share


def _normalize(text: str) -> str:
    return unicodedata.normalize("NFC", unify_apostrophes(text)).translate(_YO)
