"""A text as the words that scoring compares.

One written word may be said in several ways (`28`, `don't`, `their|there`): it has several readings, each a tuple of
normalised tokens. `choose_matching_readings` chooses, on both sides, the readings that lie nearest to the other side.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from rapidfuzz.distance import Levenshtein

from ml.text import english, numbers, russian, uzbek
from ml.text.folding import unify_apostrophes

LANGUAGES = ("en", "ru", "uz")
WILDCARD = "*"
"""As one of the alternatives of a word (`word|*`): any word will do."""
_MAX_READINGS = 32
"""Readings of one written word."""

_MODULES: dict[str, ModuleType] = {"en": english, "ru": russian, "uz": uzbek}
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\ufeff\u0301")
_PIECES = re.compile(r"\d+(?:[.,:]\d+)*(?:-?(?:inchi|nchi|chi|й|я|е|го|му|м|ой|ый|х)(?![^\W_])|[^\W\d_]+)?|[^\W_]+(?:'[^\W\d_]+)*'?|[%&+=@$€£°№]")  # noqa: E501  # fmt: skip
_SYMBOLS = frozenset("%&+=@$€£°№")
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
_MINUS = re.compile(r"^-(?=\d)")
_MONEY = re.compile(r"([$€£])(\d+(?:[.,:]\d+)*)")


@dataclass(frozen=True, slots=True)
class Token:
    """One normalised word; `index` is that of the written word it comes from, `anything` marks the wildcard."""

    text: str
    index: int
    anything: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A written word: its place in the text, how it is shown, and the ways to read it (the likeliest first)."""

    index: int
    surface: str
    readings: tuple[tuple[str, ...], ...]
    anything: bool = False


def parse_words(text: str, language: str, *, alternatives: bool = False) -> list[Word]:
    """The words of `text` in order, split at white space; what holds no letter or digit is left out.

    With `alternatives` the marks of a homework count: `their|there` is either, `word|*` is anything. Any language is
    taken; contractions and numerals are known for en, ru and uz.
    """
    words: list[Word] = []
    for chunk in unicodedata.normalize("NFC", text).split():
        options = [part for part in chunk.split("|") if part] if alternatives else [chunk]
        anything = alternatives and WILDCARD in options and len(options) > 1
        readings = [reading for option in options if option != WILDCARD for reading in _list_readings(option, language)]
        if not readings:
            continue
        surface = options[0] if options[0] != WILDCARD else options[1]
        words.append(Word(len(words), surface, tuple(dict.fromkeys(readings)), anything))
    return words


def tokenize(text: str, language: str) -> list[Token]:
    """The normalised words of `text`, each in its likeliest reading."""
    return _flatten(parse_words(text, language), None)


def is_filler(token: str, language: str) -> bool:
    """True for a sound of hesitation (`um`, `эээ`)."""
    module = _MODULES.get(language)
    return module is not None and token in module.FILLERS


def choose_matching_readings(
    reference: Sequence[Word], heard: Sequence[Word], language: str
) -> tuple[list[Token], list[Token]]:
    """Tokens of both sides with the nearer readings chosen, and compounds cut alike (`ice cream`, `icecream`).

    The reference chooses against what was heard in its likeliest reading, then what was heard against that.
    """
    heard_tokens = _flatten(heard, None)
    asked = _flatten(reference, [token.text for token in heard_tokens])
    heard_tokens = _flatten(heard, [token.text for token in asked])
    return asked, _align_compounds(heard_tokens, asked)


def _flatten(words: Sequence[Word], other: list[str] | None) -> list[Token]:
    chosen: list[Token] = []
    for word in words:
        reading = word.readings[0] if other is None else _choose_nearest_reading(word.readings, other)
        chosen += [Token(text, word.index, word.anything) for text in reading]
    return chosen


def _choose_nearest_reading(readings: tuple[tuple[str, ...], ...], other: list[str]) -> tuple[str, ...]:
    """The reading with the smallest share of wrong words at its best place in `other`; the first of equals."""

    def measure_cost(reading: tuple[str, ...]) -> float:
        size = len(reading)
        places = range(max(1, len(other) - size + 1))
        return min(Levenshtein.distance(reading, other[place : place + size]) for place in places) / size

    return min(readings, key=measure_cost) if len(readings) > 1 else readings[0]


def _align_compounds(heard_tokens: list[Token], asked: list[Token]) -> list[Token]:
    texts = [token.text for token in asked]
    known = set(texts)
    pairs = {first + second: (first, second) for first, second in zip(texts, texts[1:], strict=False)}
    neighbours = set(zip(texts, texts[1:], strict=False))
    cut: list[Token] = []
    place = 0
    while place < len(heard_tokens):
        token = heard_tokens[place]
        following = heard_tokens[place + 1].text if place + 1 < len(heard_tokens) else ""
        if token.text not in known and token.text in pairs:
            cut += [Token(part, token.index) for part in pairs[token.text]]
        elif following and token.text + following in known and (token.text, following) not in neighbours:
            cut.append(Token(token.text + following, token.index))
            place += 1
        else:
            cut.append(token)
        place += 1
    return cut


def _list_readings(option: str, language: str) -> list[tuple[str, ...]]:
    text = unify_apostrophes(option.translate(_INVISIBLE)).lower()
    module = _MODULES.get(language)
    text = module.normalize_text(text) if module else text.replace("ё", "е")
    if module:
        text = _MINUS.sub(module.MINUS + " ", text)
    text = _LETTER_BEFORE_DIGIT.sub(" ", _MONEY.sub(r"\2 \1", text))
    ways: list[tuple[str, ...]] = [()]
    for piece in _PIECES.findall(text):
        readings = _list_piece_readings(piece, language)
        ways = [way + tuple(more) for way in ways for more in readings][:_MAX_READINGS]
    return [way for way in ways if way]


def _list_piece_readings(piece: str, language: str) -> list[list[str]]:
    module = _MODULES.get(language)
    if piece in _SYMBOLS:
        return [[module.SYMBOLS[piece]]] if module and piece in module.SYMBOLS else [[]]
    readings = numbers.list_number_readings(piece, module) if module else None
    if readings is not None:
        return readings
    if language == "en":
        return [[english.normalize_spelling(part) for part in way] for way in english.list_apostrophe_readings(piece)]
    if language == "uz":
        return [[piece if piece.endswith(("o'", "g'")) else piece.rstrip("'")]]
    return [[piece.replace("'", "")]]
