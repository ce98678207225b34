"""What scoring says of a response, and what penalties and hints take from a share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import Field

from apps.quizzes.questions.keys import Key
from apps.quizzes.questions.parts import Part

SHARE_STEP = Decimal("0.00001")
_ALMOST_ALL = Decimal("0.9999")
"""From here on a share is all: thirds are written as 0.33333."""

DecimalShare = Annotated[Decimal, Field(ge=-1, le=1, decimal_places=5)]


class ScoredPart(Part):
    """What became of one part of a response.

    `id`: of the chosen option, the gap, the item, the entry on the left; the place of a point or a word, from "0" on.
    `share`: of this part alone. `text` and `written` are of dictations: a word of the text ("" for an extra one), what
    was written for it, and its class (`ml.alignment.WordClass`). They say what is right.
    """

    id: str
    is_right: bool
    share: DecimalShare
    text: str = ""
    written: str = ""
    word_class: str = ""


class Score(Part):
    """The score of a response.

    `share`: of the points of the question, with 5 decimals; None: it waits for a teacher or the speech engine.
    `is_answered`: False for an empty response, which is never punished. `parts`: one for each part that was answered,
    of a gap text and of matching one for each gap and each entry. `feedback`: the texts of the key that belong to what
    was answered. `timed_out`: a regular expression ran into its limit and counts as not matching.
    """

    share: DecimalShare | None
    is_answered: bool
    parts: list[ScoredPart] = []
    feedback: list[str] = []
    timed_out: bool = False


@dataclass(frozen=True, kw_only=True)
class RawScore:
    """What the answer alone is worth, before penalties and hints. `feedback`: texts of the answers that fit."""

    share: Decimal
    parts: Sequence[ScoredPart] = ()
    feedback: Sequence[str] = ()
    timed_out: bool = False


def finish_score(raw: RawScore, key: Key, hints_used: int) -> Score:
    """Return the score of an answer: the share after penalty and hints, and the key's feedback to the answer alone."""
    share = round_share(raw.share)
    general = key.right_feedback if share == 1 else key.partial_feedback if share > 0 else key.wrong_feedback
    return Score(
        share=take_penalty_and_hints(share, key, hints_used),
        is_answered=True,
        parts=list(raw.parts),
        feedback=[text for text in (*raw.feedback, general) if text],
        timed_out=raw.timed_out,
    )


def take_penalty_and_hints(share: Decimal, key: Key, hints_used: int) -> Decimal:
    """Return the share of an answer after the penalty, if it is 0 or less, or after the first `hints_used` hints.

    Hints never take a share below 0, and nothing from one that is not above 0.
    """
    if share <= 0:
        return round_share(share - Decimal(str(key.penalty)))
    costs = [Decimal(str(hint.cost)) for hint in key.hints[:hints_used]]
    return round_share(max(Decimal(0), share - sum(costs)))


def round_share(share: Decimal) -> Decimal:
    """Return the share with 5 decimals, from -1 to 1."""
    if share >= _ALMOST_ALL:
        share = Decimal(1)
    return max(Decimal(-1), share).quantize(SHARE_STEP, ROUND_HALF_UP)
