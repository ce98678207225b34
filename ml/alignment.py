"""What was asked against what was heard, word by word.

Levenshtein over words; a substitution costs 1 - character similarity, so that `cat` and `cats` find each other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, takewhile

from rapidfuzz.distance import Levenshtein

from ml.text import Token
from ml.text.words import is_filler

NEAR_DISTANCE = 1 / 3
"""Edits per letter of the asked word up to which a substitution is near."""
FILLER_COST = 0.1
REPEAT_COST = 0.3
"""Cost of an extra word that is a sound of hesitation, or equal to its neighbour: cheap, or it would pair with a word
that was not said. Other extra words and left-out words cost 1."""
TAIL_COST = 0.7
"""Cost of a word left out at the end of the text: stopping early is likelier than leaving words out here and there."""
CORRECTION_SIMILARITY = 0.4
"""Similarity from which an extra word before a right one counts as a first try at it."""


class WordClass(StrEnum):
    """What became of a word. The first five are of asked words, then four of extra ones; `said` is of free answers and
    `foreign` of both: an extra word, or one of an answer, in a stretch of another language. It is shown, not scored.
    """

    CORRECT = "correct"
    NEAR = "near"
    WRONG = "wrong"
    OMITTED = "omitted"
    NOT_REACHED = "not_reached"
    INSERTED = "inserted"
    REPEATED = "repeated"
    SELF_CORRECTED = "self_corrected"
    FILLER = "filler"
    SAID = "said"
    FOREIGN = "foreign"


CREDIT = {WordClass.CORRECT: 1.0, WordClass.NEAR: 0.5, WordClass.WRONG: 0.0, WordClass.OMITTED: 0.0}


@dataclass(frozen=True, slots=True)
class TokenPair:
    """One step: places in the two token lists (None where that side has no partner) and the class."""

    asked: int | None
    heard: int | None
    kind: WordClass


def align_tokens(
    asked: Sequence[Token], heard: Sequence[Token], language: str, *, attempted_count: int = 0
) -> list[TokenPair]:
    """Every asked and every heard token exactly once, in order, each with its class.

    `attempted_count`: number of asked tokens at the start known to have been attempted from another source (a span that
    holds speech); omitted tokens after these and after the last one with a partner are `not_reached`.
    """
    steps = _move_substitutions_left(_find_cheapest_path(asked, heard, language), asked, heard)
    last = max((place for place, partner in steps if place is not None and partner is not None), default=-1)
    end = max(attempted_count, last + 1)
    pairs: list[TokenPair] = []
    for position, (place, partner) in enumerate(steps):
        if place is None:
            kind = _classify_extra(position, steps, asked, heard, language)
        elif partner is None:
            kind = WordClass.OMITTED if place < end else WordClass.NOT_REACHED
        else:
            kind = _classify_pair(asked[place], heard[partner])
        pairs.append(TokenPair(place, partner, kind))
    return pairs


def measure_edits_per_letter(asked: str, heard: str) -> float:
    """Edits per letter of `asked`."""
    return Levenshtein.distance(asked, heard) / max(1, len(asked))


Step = tuple[int | None, int | None]


@lru_cache(maxsize=65536)
def _measure_difference(asked: str, heard: str) -> float:
    return float(Levenshtein.normalized_distance(asked, heard))


def _get_pair_cost(asked: Token, heard: Token) -> float:
    return 0.0 if asked.anything else _measure_difference(asked.text, heard.text)


def _get_extra_cost(place: int, heard: Sequence[Token], language: str) -> float:
    word = heard[place].text
    if is_filler(word, language):
        return FILLER_COST
    neighbours = [token.text for token in (*heard[max(0, place - 1) : place], *heard[place + 1 : place + 2])]
    return REPEAT_COST if word in neighbours else 1.0


def _find_cheapest_path(asked: Sequence[Token], heard: Sequence[Token], language: str) -> list[Step]:
    """Dynamic programming; of equal costs a pair goes first, and pairs lie as late as possible (last try)."""
    extra = [_get_extra_cost(place, heard, language) for place in range(len(heard))]
    table = [list(accumulate(extra, initial=0.0))]
    for row, token in enumerate(asked, start=1):
        above, current = table[-1], [float(row)]
        for column in range(1, len(heard) + 1):
            cost = 0.0 if token.anything else _measure_difference(token.text, heard[column - 1].text)
            current.append(min(above[column - 1] + cost, above[column] + 1, current[column - 1] + extra[column - 1]))
        table.append(current)
    column = len(heard)
    row = min(range(len(asked), -1, -1), key=lambda end: table[end][column] + TAIL_COST * (len(asked) - end))
    steps: list[Step] = [(place, None) for place in range(len(asked) - 1, row - 1, -1)]
    while row or column:
        cost = _get_pair_cost(asked[row - 1], heard[column - 1]) if row and column else math.inf
        if table[row][column] == table[row - 1][column - 1] + cost:
            row, column = row - 1, column - 1
            steps.append((row, column))
        elif row and table[row][column] == table[row - 1][column] + 1:
            row -= 1
            steps.append((row, None))
        else:
            column -= 1
            steps.append((None, column))
    return steps[::-1]


def _move_substitutions_left(steps: list[Step], asked: Sequence[Token], heard: Sequence[Token]) -> list[Step]:
    """Moves a poor substitution that follows left-out words to the first of them.

    Without this the last misheard word of half a text may pair with the text's last word, and all of it looks reached.
    """
    steps = list(steps)
    for position, (place, partner) in enumerate(steps):
        if place is None or partner is None or _get_pair_cost(asked[place], heard[partner]) <= 0.5:
            continue
        start = position
        while start and steps[start - 1][1] is None:
            start -= 1
        if start < position:
            left_out = [step[0] for step in steps[start:position]]
            steps[start] = (left_out[0], partner)
            for offset, omitted in enumerate([*left_out[1:], place], start=1):
                steps[start + offset] = (omitted, None)
    return steps


def _classify_pair(asked: Token, heard: Token) -> WordClass:
    if asked.anything or asked.text == heard.text:
        return WordClass.CORRECT
    return WordClass.NEAR if measure_edits_per_letter(asked.text, heard.text) <= NEAR_DISTANCE else WordClass.WRONG


def _classify_extra(
    position: int, steps: Sequence[Step], asked: Sequence[Token], heard: Sequence[Token], language: str
) -> WordClass:
    place = steps[position][1]
    assert place is not None
    if is_filler(heard[place].text, language):
        return WordClass.FILLER
    if _is_repeat(place, position, steps, heard):
        return WordClass.REPEATED
    following = next((step for step in steps[position + 1 :] if step[0] is not None), None)
    if following and following[0] is not None and following[1] is not None:
        wanted = asked[following[0]].text
        right = _classify_pair(asked[following[0]], heard[following[1]]) == WordClass.CORRECT
        alike = 1 - _measure_difference(wanted, heard[place].text) >= CORRECTION_SIMILARITY
        if right and (alike or wanted.startswith(heard[place].text)):
            return WordClass.SELF_CORRECTED
    return WordClass.INSERTED


def _is_repeat(place: int, position: int, steps: Sequence[Step], heard: Sequence[Token]) -> bool:
    """True where the extra words around `place` are said again just after, or were said just before."""
    before = sum(1 for _ in takewhile(lambda step: step[0] is None, reversed(steps[:position])))
    after = sum(1 for _ in takewhile(lambda step: step[0] is None, steps[position + 1 :]))
    start, end = place - before, place + after + 1
    words = [token.text for token in heard]
    for size in range(1, end - start + 1):
        for begin in range(max(start, place - size + 1), min(place, end - size) + 1):
            run = words[begin : begin + size]
            if run in (words[begin + size : begin + 2 * size], words[max(0, begin - size) : begin]):
                return True
    return False
