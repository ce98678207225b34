"""When two names, as people write them, are surely of one person.

`build_name_key` is for finding: it joins a with o, and its readings join o with u, so `Hasan` and `Husan` meet. Whoever
decides that two names are one compares letter by letter: a may be o, but a is never u, and o is u only in family names
(`Yoldoshev`, `Юлдашев`): `Norali` and `Nurali` are brothers.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from ml.text.folding import A_AS_O, NAME_RULES, build_search_key, unify_apostrophes

_A = "å"
"""An a that may be o."""
_NEAR = frozenset({(_A, "o"), ("o", _A)})
_NEAR_IN_FAMILY = _NEAR | {("o", "u"), ("u", "o")}
"""Endings of family names and patronymics; not -zoda (Shahzoda), nor the given names Lyubov and Yakov."""
_RUN = re.compile(f"[{_A}o]{{2,}}")
_O_WITH_MARK = re.compile("o'|ў")
_FATHER = ("ogli", "kizi")
_FAMILY = re.compile(rf"(?!(lubov|i{_A}kov)$)\w{{2,}}([oe]va?|[oe]vich|[oe]vna|skii?|sk[o{_A}]i?a)")


@dataclass(frozen=True)
class NameWord:
    """A word of a name in its spellings; `is_family`: a family name or patronymic, which brothers and sisters share."""

    spellings: frozenset[str]
    is_family: bool


ReadName = Sequence[NameWord]


def read_name(name: str, *, family: str = "") -> ReadName:
    """Return the words of a name; who compares a name with many reads it once. `family`: more words, known to be family
    names (`Kim`), which the ending of a word does not always tell.
    """
    words = _read_words(name)
    return [*words, *(replace(word, is_family=True) for word in _read_words(family))]


def is_one_name(one: ReadName, other: ReadName) -> bool:
    """Return whether two names have the same words, in any spelling and order."""
    return len(one) == len(other) and _match(one, other) is not None


def is_name_of_one_person(one: ReadName, other: ReadName) -> bool:
    """Return whether two names have the same given names, in any spelling and order; a family name or patronymic may be
    left out in one of them. `Али Валиев`, `Valiyev Ali` and `Ali` are one; `Muhammad` and `Muhammad Ali` may be
    brothers, and a family name or an initial alone may be anybody of the family.
    """
    shorter, longer = sorted((one, other), key=len)
    rest = _match(shorter, longer)
    if rest is None or any(not word.is_family for word in rest):
        return False
    given = [word for word in shorter if not word.is_family]
    if any(len(spelling) == 1 for word in given for spelling in word.spellings):
        return False
    return bool(given) or not rest


def is_part_of_name(one: ReadName, other: ReadName) -> bool:
    """Return whether the longer of two names has all words of the shorter one: they may be of one person."""
    return _match(*sorted((one, other), key=len)) is not None


def _read_words(name: str) -> ReadName:
    words = _list_letters(name)
    with_u = _list_letters(_O_WITH_MARK.sub("u", unify_apostrophes(name).lower()))
    with_u = with_u if len(with_u) == len(words) else words
    fathers = {place - 1 for place, word in enumerate(words) if word in _FATHER}
    return [
        NameWord(frozenset(pair), place in fathers or pair[0] in _FATHER or bool(_FAMILY.fullmatch(pair[0])))
        for place, pair in enumerate(zip(words, with_u, strict=True))
    ]


def _match(shorter: ReadName, longer: ReadName) -> list[NameWord] | None:
    """Return the words of the longer name without those of the shorter one; None if it lacks one of them."""
    rest = list(longer)
    for word in shorter:
        match = next((other for other in rest if _is_one_word(word, other)), None)
        if match is None:
            return None
        rest.remove(match)
    return rest if shorter else None


def _is_one_word(one: NameWord, other: NameWord) -> bool:
    near = _NEAR_IN_FAMILY if one.is_family and other.is_family else _NEAR
    return any(_is_one_spelling(mine, theirs, near) for mine in one.spellings for theirs in other.spellings)


def _is_one_spelling(one: str, other: str, near: Set[tuple[str, str]]) -> bool:
    return len(one) == len(other) and all(
        mine == theirs or (mine, theirs) in near for mine, theirs in zip(one, other, strict=True)
    )


def _list_letters(name: str) -> list[str]:
    """Return the words of `build_name_key`, with `_A` for each a that it makes o."""
    key = build_search_key(name)
    for pattern, replacement in NAME_RULES:
        key = pattern.sub(_A if pattern is A_AS_O else replacement, key)
    return _RUN.sub(lambda run: "o" if "o" in run[0] else _A, key).split()
