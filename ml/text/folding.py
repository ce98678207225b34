"""One spelling for search and imports.

Everything is a table or a regular expression that PostgreSQL knows too (`translate`, `normalize(… , NFKC)`, `lower`,
`regexp_replace`), so a generated column can say the same as `fold_text`.
"""

import re
import unicodedata

APOSTROPHE = "'"
"""What every mark of oʻ, gʻ and the hard sign becomes."""

APOSTROPHES = "\u02bb\u02bc\u2018\u2019\u0060\u00b4\u02b9\u02bd\u201b\u2032\uff07"
"""Marks that people type where an Uzbek apostrophe belongs, besides the plain one (U+0027)."""

LETTERS = {"ё": "e", "ß": "ss", "ς": "σ", **dict.fromkeys("\u0307\u00ad\u200b\u200c\u200d\ufeff", "")}
"""Replacements after lower-casing: ё as е, and what lower-casing alone leaves apart."""

CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "'", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "ў": "o'", "қ": "q", "ғ": "g'", "ҳ": "h",
}  # fmt: skip
"""Uzbek Cyrillic in Uzbek Latin, letter by letter, with the three letters only Russian has."""

_APOSTROPHE_TABLE = str.maketrans(dict.fromkeys(APOSTROPHES, APOSTROPHE))
_LETTER_TABLE = str.maketrans({**LETTERS, **CYRILLIC})
SEARCH_KEY_VERSION = 2
"""Raise it with every change of `build_search_key` or `build_name_key`: a job then rebuilds the stored columns."""

SEARCH_LETTERS = {
    "ё": "yo", "ә": "a", "ө": "u", "ү": "u", "ұ": "u", "җ": "j", "ң": "n", "һ": "h", "і": "i", "ї": "i", "ı": "i",
}  # fmt: skip
"""Letters that only searches read: ё as in Uzbek, and letters of Tatar, Kazakh and Karakalpak."""

A_AS_O = re.compile(r"a(?=\w{3})|(?<=\w)a(?=\w\w)|(?<=\w\w)a(?=\w)")
"""Where a may be o: Uzbek writes o for Russian a, except at the end of a word (Abdullo, Abdulla) and in words of three
letters (Цой, Цай).
"""
NAME_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\balex", "aleks"), (r"\b(ma|o|ro)x(?=im|ana)", r"\1ks"), (r"\bx(?=eni)", "ks"),  # x is ks in these names
        (r"x|kh", "h"), (r"gh", "g"), (r"w", "v"), (r"q", "k"), (r"sh?ch", "sh"), (r"c(?!h)", "k"),
        (r"zh|dzh", "j"), (r"dj", "j"), (r"ts(?!h)", "s"),  # ж, дж, ц
        (r"iya(?=[zrdv])", "ie"),  # Niyozov, Ниязов
        (r"[iy]+", "i"), (r"ie", "e"), (r"(?<=[b-df-hj-np-tv-z])iu", "u"), (r"\Bio", "e"),  # и, й, ий, ы; е, ё; ю
        (r"\bugli\b", "ogli"), (A_AS_O, "o"), (r"([a-df-z])\1+", r"\1"),
    )
)  # fmt: skip
"""What `build_name_key` replaces, in this order. The last one: doubled letters, except ee (Valeev, Valiev)."""

_SEARCH_LETTER_TABLE = str.maketrans(SEARCH_LETTERS)
_STRAY_APOSTROPHE = re.compile(r"(?<![^\W\d_])'|(?<![og])'(?![^\W\d_])")
_YO_WITHIN_WORD = re.compile(r"\Byo")
_PATRONYMIC_ENDING = re.compile(r" (ogli|kizi)$|(ov|ev)(ich|na)$")
_PUNCTUATION = re.compile(r"[^\w']+|_+")


def unify_apostrophes(text: str) -> str:
    """`text` with each look-alike of the apostrophe written as U+0027."""
    return text.translate(_APOSTROPHE_TABLE)


def fold_text(text: str) -> str:
    """The form of `text` that search and imports compare: `Oʻzbekiston`, `O'ZBEKISTON` and `Ўзбекистон` are one.

    Apostrophes unified, NFKC, lower case, ё as е, Cyrillic in Latin letters, punctuation out, one space between
    words and none around them. An apostrophe stays inside a word and after o and g. Folding twice changes nothing.
    The Cyrillic table does not look at neighbours (е is always e): an index must be able to do the same.
    """
    text = unicodedata.normalize("NFKC", unify_apostrophes(text)).lower()
    text = text.translate(_LETTER_TABLE)
    text = _STRAY_APOSTROPHE.sub(" ", unify_apostrophes(text))
    return " ".join(_PUNCTUATION.sub(" ", text).split())


def build_search_key(text: str) -> str:
    """Return what searches compare: `fold_text` without apostrophes and accents, which people leave out. `Oʻgʻiloy`,
    `O'g'iloy`, `Ўғилой` and `ogiloy` are one. ё and yo are one, and е too within a word: `Семён`, `Семен` and `Semyon`
    are one, and so are `Ёқуб` and `Yoqub`.
    """
    text = unicodedata.normalize("NFKC", text).lower().translate(_SEARCH_LETTER_TABLE)
    text = unicodedata.normalize("NFKD", fold_text(text).replace(APOSTROPHE, ""))
    return _YO_WITHIN_WORD.sub("e", "".join(letter for letter in text if not unicodedata.combining(letter)))


def build_name_key(text: str) -> str:
    """Return the looser key of people's names: spellings of one name in Uzbek and Russian, Latin and Cyrillic are one
    (`NAME_RULES`): `Shohruh` and `Шохрух`, `Qodirov` and `Кадыров`, `Aliyev` and `Алиев`. The words stay apart.
    """
    key = build_search_key(text)
    for pattern, replacement in NAME_RULES:
        key = pattern.sub(replacement, key)
    return key


def list_name_key_readings(text: str) -> list[set[str]]:
    """Return for each word its key, and its keys when u was written for oʻ (`Yuldashev`) or oʻ is written with u."""
    key = build_name_key(text).split()
    with_u = build_name_key(re.sub("o'|ў", "u", unify_apostrophes(text).lower())).split()
    with_u = with_u if len(with_u) == len(key) else key
    return [{word, word.replace("u", "o"), other} for word, other in zip(key, with_u, strict=True)]


def build_patronymic_key(text: str) -> str:
    """Return the key of the father's name in a patronymic: `Karimovich`, `Каримовна` and `Karim oʻgʻli` are one."""
    return _PATRONYMIC_ENDING.sub("", build_name_key(text))
