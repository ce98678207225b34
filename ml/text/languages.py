"""Which of the platform's languages a text is in, by its letters and its most frequent words and endings."""

import re
import unicodedata
from collections import Counter

from ml.text.folding import unify_apostrophes

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[a-z]")
_MARKS = {
    "cyrillic": {"uz": re.compile(r"[ўқғҳ]"), "ru": re.compile(r"[ыщ]")},
    "latin": {
        "uz": re.compile(r"o'(?!clock\b)[b-z]|g'(?!s$)|q(?!u)"),
        "en": re.compile(r"w|c(?!h)|'(?:s|t|re|ve|ll|m|d)$"),
    },
}
"""What the words of one of two languages with the same alphabet have, and those of the other hardly ever."""
_FREQUENT = {
    "uz": """
        va bu shu men sen siz biz ular bilan uchun qaysi nima kim qanday qachon qayerda necha nechta nechanchi emas bor
        yo'q ham har bir ikki uch besh olti yetti sakkiz lekin yoki kerak mumkin edi ekan agar hamma barcha juda yaxshi
        ва бу шу мен сен сиз биз улар билан учун қайси нима ким қандай қачон қаерда неча нечта нечанчи эмас бор йўқ ҳам
        ҳар бир икки уч беш олти етти саккиз лекин ёки керак мумкин эди экан агар ҳамма барча жуда яхши
    """,
    "ru": """
        и в во на не с со что как он она оно они мы вы я из за по для от до это этот эта эти кто где когда какой какая
        какое какие сколько есть был была было были или но да нет у о об к ко его её их наш ваш мой
    """,
    "en": """
        the a an is are was were am be been do does did has have had he she it we you they i my your his her its our
        their this that these those of in on at to for from with by and or not no yes what who where when which how why
        there here can will one two three four five
    """,
}
_WORDS = {language: frozenset(words.split()) for language, words in _FREQUENT.items()}
_UZBEK_ENDING = re.compile(
    r"(?:.{2}(?:lar(?:i|ni|ga|da|dan|ning)|(?:ay|ey|a|i)di|(?:ng|m)iz|moqda|yapti|digan)"
    r"|.{2}(?:лар(?:и|ни|га|да|дан|нинг)|(?:ай|ей|а|и|я)ди|(?:нг|м)из|моқда|япти|диган))$"
)


def detect_language(text: str, decisive: str = "") -> str | None:
    """Return "uz", "ru" or "en"; None where nothing tells.

    `decisive`: the part of the text whose alphabet counts, such as the answers of a question that is asked in another
    language. Words in Cyrillic without a sign of Uzbek are Russian.
    """
    words = _list_words(f"{text} {decisive}")
    alphabet = _find_alphabet(_list_words(decisive)) or _find_alphabet(words)
    if alphabet is None:
        return None
    letters, marks = (_CYRILLIC if alphabet == "cyrillic" else _LATIN), _MARKS[alphabet]
    points = Counter[str]()
    for word in filter(letters.search, words):
        for language, mark in marks.items():
            points[language] += 2 * bool(mark.search(word)) + (word in _WORDS[language])
        points["uz"] += bool(_UZBEK_ENDING.search(word))
    (best, most), (_other, least) = sorted(((name, points[name]) for name in marks), key=lambda each: -each[1])
    if most > least:
        return best
    return "ru" if alphabet == "cyrillic" else None


def _list_words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", unify_apostrophes(text)).lower())


def _find_alphabet(words: list[str]) -> str | None:
    cyrillic = sum(bool(_CYRILLIC.search(word)) for word in words)
    latin = sum(bool(_LATIN.search(word)) for word in words)
    if not cyrillic and not latin:
        return None
    return "cyrillic" if cyrillic >= latin else "latin"
