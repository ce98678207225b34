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
_STRAY_APOSTROPHE = re.compile(r"(?<![^\W\d_])'|(?<![og])'(?![^\W\d_])")
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
    """Return what name searches use: `fold_text` without apostrophes, which people leave out. `Oʻgʻiloy`, `O'g'iloy`,
    `Ўғилой` and `ogiloy` are one.
    """
    return fold_text(text).replace(APOSTROPHE, "")
