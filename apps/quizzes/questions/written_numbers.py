"""Typed numbers with units, compared exactly with the numbers that a key accepts."""

import re
import unicodedata
from decimal import Context, Decimal

from apps.quizzes.questions.keys import NumberAnswer, NumberKey
from apps.quizzes.questions.written_answers import fold_answer
from ml.text.folding import unify_apostrophes

_EXACT = Context(prec=500)
"""More digits than 100 typed characters, a power of 10 of two digits and a factor of 45 digits make together."""
_SUPERSCRIPTS = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<digits>(?:[0-9]{1,3}(?:[ '][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?|[.,][0-9]+)"
    r"(?:[eE](?P<exponent>[+-]?[0-9]{1,2})(?![0-9])| ?[x×х·*] ?10 ?(?:\^|\*\*) ?(?P<power>[+-]?[0-9]{1,2})(?![0-9]))?"
    r"(?![0-9]|[.,' ]+[0-9]| ?[/⁄^:=]) ?(?P<unit>.*)"
)


def parse_number(text: str) -> tuple[Decimal, str] | None:
    """Return the number that `text` begins with and what follows it, the unit; None where it begins with none.

    Point and comma are both decimal marks; spaces and apostrophes stand between groups of three digits. A power of 10
    is `2e3`, `2×10^3` or `2·10³`, with two digits at most.
    """
    text = _SUPERSCRIPTS.sub(lambda power: f"^{power[0]}", unify_apostrophes(text))
    text = unicodedata.normalize("NFKC", text).translate({0x2212: "-", 0x2013: "-"})
    match = _NUMBER.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    digits = match["digits"].replace(" ", "").replace("'", "").replace(",", ".")
    power = match["exponent"] or match["power"] or "0"
    return Decimal(f"{match['sign']}{digits}e{power}"), match["unit"]


def choose_number(text: str, key: NumberKey, language: str) -> tuple[NumberAnswer | None, Decimal]:
    """Return the best of the accepted numbers that fit, or None, and the share that `text` gets.

    Names of units are compared as texts are, but small and capital letters differ (mW, MW). Of the units that fit the
    best counts.
    """
    parsed = parse_number(text)
    if parsed is None:
        return None, Decimal(0)
    value, name = parsed
    unit = _fold_unit(name, language)
    factors = [Decimal(each.factor) for each in key.units if unit and _fold_unit(each.name, language) == unit]
    kept = Decimal(1)
    if not factors:
        factors = [Decimal(1)]
        if key.unit_rule == "required":
            kept -= Decimal(str(key.unit_penalty))
        elif unit:
            return None, Decimal(0)
    elif key.unit_rule == "none":
        return None, Decimal(0)
    fits = [answer for answer in key.answers if any(_is_near(value, factor, answer) for factor in factors)]
    best = max(fits, key=lambda answer: answer.share, default=None)
    return best, Decimal(0) if best is None else kept * Decimal(str(best.share))


def _fold_unit(name: str, language: str) -> str:
    power = _SUPERSCRIPTS.sub(lambda power: f"^{power[0]}", name)
    return fold_answer(power, language, match_case=True).replace("^", "").replace(" ", "").rstrip(".")


def _is_near(value: Decimal, factor: Decimal, answer: NumberAnswer) -> bool:
    distance = _EXACT.subtract(_EXACT.multiply(value, factor), Decimal(answer.value))
    return _EXACT.abs(distance) <= Decimal(answer.tolerance)
