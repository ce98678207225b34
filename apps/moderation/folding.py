"""One skeleton for words that look alike: Cyrillic and Latin letters, digits for letters, spaced and stretched words.

It is for the word lists only. Searches use `ml.text.build_search_key`, which reads Cyrillic as sounds.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apps.moderation.texts import JOINERS, PRESENTATIONS, is_hidden

APOSTROPHES = "'’‘`ʹʻʼ"
LOOK_ALIKES = str.maketrans(
    {
        "а": "a", "в": "b", "с": "c", "е": "e", "ё": "e", "н": "h", "к": "k", "м": "m", "о": "o", "р": "p", "т": "t",
        "у": "y", "х": "x", "ѕ": "s", "і": "i", "ї": "i", "ј": "j", "һ": "h", "ԁ": "d", "қ": "k", "ҳ": "x", "ı": "i",
        "0": "o", "@": "a", "$": "s",
        "α": "a", "ο": "o", "ε": "e", "ρ": "p", "υ": "y", "χ": "x", "ν": "v", "κ": "k", "τ": "t",
    }
    | dict.fromkeys(APOSTROPHES, "")
)  # fmt: skip
"""Letters and signs as the one that they look like. Uzbek oʻ and gʻ are letters of their own (ў, ғ)."""
STROKES = str.maketrans(dict.fromkeys("ӏl|!1", "i"))
"""l, 1, i and ! are one, but “ll” is not a stretched “i”."""
DIGITS = (
    str.maketrans({"3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g"}),
    str.maketrans({"3": "з", "4": "ч", "5": "б", "6": "б", "7": "т", "8": "b", "9": "д"}),
)
"""Digits as Latin and as Cyrillic letters; 0 and 1 are the same in both."""
KEPT_LETTERS = {"й": "\ue000", "ў": "\ue001"}
"""Letters whose mark is a part of them."""
LEAST_BEGINNING = 3
"""A listed beginning (`stu*`) has so many letters: a shorter one is in every text."""
SPACED = 3
"""So many single letters in a row are read as words, too."""
_TOKEN = re.compile(rf"[\w@$|!{APOSTROPHES}]+")
_HYPHENS = frozenset("-‐‑‒*•·~")
_RUN = re.compile(r"(.)\1{2,}")
_TURNED_LETTER = re.compile(rf"([og])[{APOSTROPHES}]")


@dataclass(frozen=True)
class ListedWords:
    """Listed skeletons, ready to be looked for: whole words and beginnings, each with their lengths."""

    whole: frozenset[str]
    beginnings: frozenset[str]
    whole_lengths: tuple[int, ...]
    beginning_lengths: tuple[int, ...]

    def match(self, reading: str) -> Iterator[str]:
        """Yield the listed skeletons that a reading of a word is; a beginning with its star."""
        if reading in self.whole:
            yield reading
        for length in self.beginning_lengths:
            if reading[:length] in self.beginnings:
                yield f"{reading[:length]}*"

    def match_letters(self, letters: str) -> Iterator[str]:
        """Yield the listed skeletons that stand anywhere in a row of single letters."""
        for start in range(len(letters) - SPACED + 1):
            for length in self.whole_lengths:
                if length >= SPACED and letters[start : start + length] in self.whole:
                    yield letters[start : start + length]
            for length in self.beginning_lengths:
                if letters[start : start + length] in self.beginnings:
                    yield f"{letters[start : start + length]}*"


def compile_words(listed: Iterable[str]) -> ListedWords:
    """Return listed skeletons (`fold_word`), ready to be looked for in any number of texts."""
    skeletons = frozenset(listed)
    beginnings = frozenset(skeleton[:-1] for skeleton in skeletons if skeleton.endswith("*") and skeleton != "*")
    whole = frozenset(skeleton for skeleton in skeletons if not skeleton.endswith("*"))
    return ListedWords(
        whole=whole,
        beginnings=beginnings,
        whole_lengths=tuple(sorted({len(word) for word in whole})),
        beginning_lengths=tuple(sorted({len(word) for word in beginnings})),
    )


def find_listed_words(text: str, words: ListedWords) -> set[str]:
    """Return all listed skeletons that a plain text has. The time grows with its length, not with the list's."""
    found: set[str] = set()
    for readings in list_skeletons(text):
        for reading in readings:
            found.update(words.match(reading))
    for letters in _list_spaced_letters(text):
        for reading in _list_readings(letters):
            found.update(words.match_letters(reading))
    return found


def find_listed_word(text: str, listed: Iterable[str]) -> str | None:
    """Return a listed skeleton that a word of the text has, or None. A star at the end of a listed one stands for any
    ending.
    """
    return min(find_listed_words(text, compile_words(listed)), default=None)


def fold_word(word: str) -> str:
    """Return the skeleton of one word as a list holds it; a star at its end stays."""
    star = "*" if word.endswith("*") else ""
    return _fold(_strip_marks(word.removesuffix("*"))) + star


def list_skeletons(text: str) -> Iterator[set[str]]:
    """Yield the skeletons of each word of a text, and of words that are cut by hyphens (sp-am)."""
    for words in _list_compounds(text):
        for word in words:
            yield _list_readings(word)
        if len(words) > 1:
            yield _list_readings("".join(words))


def _list_compounds(text: str) -> Iterator[list[str]]:
    """Yield the words of a text, those that only one hyphen parts together."""
    bare = _strip_marks(text)
    compound: list[str] = []
    end = 0
    for match in _TOKEN.finditer(bare):
        if compound and not (match.start() == end + 1 and bare[end] in _HYPHENS):
            yield compound
            compound = []
        compound.append(match.group().strip("!|") or match.group())
        end = match.end()
    if compound:
        yield compound


def _list_spaced_letters(text: str) -> Iterator[str]:
    """Yield rows of letters that stand apart (s p a m)."""
    letters: list[str] = []
    for words in _list_compounds(text):
        for word in words:
            if len(word) == 1:
                letters.append(word)
                continue
            if len(letters) >= SPACED:
                yield "".join(letters)
            letters = []
    if len(letters) >= SPACED:
        yield "".join(letters)


def _list_readings(word: str) -> set[str]:
    """Return the skeletons of a word without marks: with digits as letters of either script, without quotes around it,
    long runs as one letter and as two.
    """
    spellings = {word, word.strip(APOSTROPHES)}
    if any(character.isdigit() for character in word) and any(character.isalpha() for character in word):
        spellings |= {spelling.translate(table) for table in DIGITS for spelling in spellings}
    alike = {_read_letters(spelling) for spelling in spellings}
    stretched = {_RUN.sub(times, one) for one in alike for times in (r"\1", r"\1\1")}
    return {reading.translate(STROKES) for reading in alike | stretched} - {""}


def _fold(word: str) -> str:
    return _read_letters(word).translate(STROKES)


def _read_letters(word: str) -> str:
    """Return a word without marks with each letter as what it looks like, all but strokes."""
    turned = _TURNED_LETTER.sub(lambda match: "ў" if match[1] == "o" else "ғ", word)
    return turned.translate(LOOK_ALIKES).replace("_", "")


def _strip_marks(text: str) -> str:
    """Lower case without combining marks and hidden characters; letters whose mark is a part of them keep it."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    for letter, stand_in in KEPT_LETTERS.items():
        composed = composed.replace(letter, stand_in)
    bare = "".join(filter(_is_bare, unicodedata.normalize("NFKD", composed)))
    for letter, stand_in in KEPT_LETTERS.items():
        bare = bare.replace(stand_in, letter)
    return bare


def _is_bare(character: str) -> bool:
    if " " <= character <= "~" or character in KEPT_LETTERS.values():
        return True
    if character in JOINERS or character in PRESENTATIONS or is_hidden(character):
        return False
    return not unicodedata.category(character).startswith("M")
