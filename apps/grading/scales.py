"""Grade scales: which word a percent of a grade has.

A band says only where it begins, so bands leave no gap between them. Percents are Decimals of 0 to 100, or more with
extra credit; the last band has no upper end.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import Invalid
from apps.grading.bounds import UNKNOWN, Problems

FEWEST_BANDS, MOST_BANDS = 2, 50

FIRST_AT_ZERO = _("The first band begins at 0.")
NOT_RISING = _("A band begins above the one before it.")


@dataclass(frozen=True, kw_only=True)
class Band:
    """A step of a scale. `lower`: the percent from which on it holds. `word`: what the grade is called: "5", "B"."""

    lower: Decimal
    word: StrOrPromise


@dataclass(frozen=True, kw_only=True)
class GradeScale:
    """Bands, lowest first. Without bands, the grade is the percent itself, as points of 100."""

    bands: tuple[Band, ...] = ()


class UsualScale(StrEnum):
    """The scales that a centre has from the start."""

    HUNDRED_POINTS = "hundred_points"
    FIVE = "five"
    TWELVE = "twelve"
    LETTERS = "letters"
    PASS_FAIL = "pass_fail"


def _build_scale(*bands: tuple[str, StrOrPromise]) -> GradeScale:
    return GradeScale(bands=tuple(Band(lower=Decimal(lower), word=word) for lower, word in bands))


_TWELFTHS = ("0", "8.33", "16.67", "25", "33.33", "41.67", "50", "58.33", "66.67", "75", "83.33", "91.67")

USUAL_SCALES = {
    UsualScale.HUNDRED_POINTS: GradeScale(),
    UsualScale.FIVE: _build_scale(("0", "2"), ("56", "3"), ("71", "4"), ("86", "5")),
    UsualScale.TWELVE: _build_scale(*((lower, str(number)) for number, lower in enumerate(_TWELFTHS, start=1))),
    UsualScale.LETTERS: _build_scale(("0", "F"), ("60", "D"), ("70", "C"), ("80", "B"), ("90", "A")),
    UsualScale.PASS_FAIL: _build_scale(("0", _("Fail")), ("56", _("Pass"))),
}
"""`FIVE` and `PASS_FAIL` have the bounds of Uzbekistan's higher schools; `TWELVE` has equal steps."""


def check_bands(bands: Sequence[Band]) -> None:
    """Raise Invalid when these cannot be the bands of a scale, with all problems by field: `bands.1.lower`.

    A scale has 2 to 50 bands with words that differ. They begin within 0 to 100: the first at 0, and each above the
    one before it.
    """
    problems = Problems()
    problems.check_count("bands", bands, least=FEWEST_BANDS, most=MOST_BANDS)
    problems.check_names("bands", "word", [band.word for band in bands])
    for place, band in enumerate(bands):
        problems.check_number(f"bands.{place}.lower", band.lower, most=100)
    if all(band.lower.is_finite() for band in bands):
        problems.add("bands.0.lower", FIRST_AT_ZERO, when=bool(bands) and bands[0].lower != 0)
        for place in range(1, len(bands)):
            is_rising = bands[place - 1].lower < bands[place].lower
            problems.add(f"bands.{place}.lower", NOT_RISING, when=not is_rising)
    problems.raise_if_any()


def find_band(scale: GradeScale, percent: Decimal) -> Band | None:
    """Return the band of a percent, 0 or more. A band holds from its lower bound on. None: the scale has no bands."""
    place = bisect_right(scale.bands, percent, key=lambda band: band.lower)
    return scale.bands[place - 1] if place else None


def get_needed_percent(scale: GradeScale, place: int) -> Decimal:
    """Return the percent from which on a band holds. `place`: 0 is the lowest. Raise Invalid on `band` for no place."""
    if not 0 <= place < len(scale.bands):
        raise Invalid.field("band", UNKNOWN)
    return scale.bands[place].lower
