"""Uzbek: Cyrillic to Latin by the rules of the spelling, numerals, fillers."""

import re

from ml.text.folding import CYRILLIC

_VOWELS = "аеёиоуўэюяыaeiou'"
_TABLE = str.maketrans({**CYRILLIC, "ё": "yo"})
_IOTATED_E = re.compile(rf"(?:(?<![^\W\d_])|(?<=[{_VOWELS}ъь]))е")

UNITS = ["nol", "bir", "ikki", "uch", "to'rt", "besh", "olti", "yetti", "sakkiz", "to'qqiz"]
TENS = ["", "o'n", "yigirma", "o'ttiz", "qirq", "ellik", "oltmish", "yetmish", "sakson", "to'qson"]
SCALES = [(10**9, "milliard"), (10**6, "million"), (10**3, "ming"), (100, "yuz")]

FILLERS = frozenset({"e", "ee", "eee", "em", "m", "mm", "hm", "hmm", "a", "aa"})
SYMBOLS = {"%": "foiz", "&": "va", "+": "plyus", "=": "teng", "$": "dollar", "€": "yevro", "°": "daraja"}
POINT, MINUS, ZERO_AS_LETTER = "butun", "minus", ""
OCLOCK, AND_A_HALF = list[str](), ["yarim"]
_ENDINGS = ("chi", "inchi", "nchi")
_HYPHEN = re.compile(r"(?<=\d)-(?!(?:i?n)?chi\b)(?=[^\W\d_])")
_S_SOUND = re.compile(rf"(?<![{_VOWELS}])ц")


def normalize_text(text: str) -> str:
    """Lower-case `text` in Latin letters; digits before a hyphen and a word are a place in a row (`5-sinf`).

    е is `ye` at the start of a word and after a vowel or sign, ё is `yo`, ц is `s` but after a vowel.
    """
    latin = _S_SOUND.sub("s", _IOTATED_E.sub("ye", text)).translate(_TABLE)
    return _HYPHEN.sub("-chi ", latin)


def list_cardinal_readings(number: int) -> list[list[str]]:
    """Ways to say a whole number below 10^12."""
    words = _spell_number(number)
    return [words, words[1:]] if words[0] == "bir" and len(words) > 1 else [words]


def _spell_number(number: int) -> list[str]:
    for size, name in SCALES:
        if number >= size:
            rest = number % size
            return [*_spell_number(number // size), name, *(_spell_number(rest) if rest else [])]
    if number >= 10:
        tens, unit = divmod(number, 10)
        return [TENS[tens], *([UNITS[unit]] if unit else [])]
    return [UNITS[number]]


def list_ordinal_readings(number: int, ending: str = "chi") -> list[list[str]]:
    """Ways to say a place in a row: `5-chi`, `beshinchi`; none for another ending."""
    if ending not in _ENDINGS:
        return []
    return [[*words[:-1], _ordinal_word(words[-1])] for words in list_cardinal_readings(number)]


def _ordinal_word(word: str) -> str:
    return word + ("nchi" if word[-1] in "aeiou" else "inchi")
