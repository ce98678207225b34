"""A stated, simple forecast of money: the mean of the last three full months, with its error in the past."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

MONTHS = 3
"""The mean of so many months is the forecast of each of the next ones."""
LEAST_MONTHS = 6
"""With fewer full months there is no forecast: its error could not be told."""


@dataclass(frozen=True)
class Forecast:
    """`ahead`: of each coming month. `past`: what it would have said of each month, None for the first ones. `error`:
    the mean of the differences from what came, in percent of what came; None where nothing came.
    """

    ahead: int
    past: list[int | None]
    error: float | None


def forecast(months: Sequence[int]) -> Forecast | None:
    """Return the forecast after full months in order; None for fewer than LEAST_MONTHS of them."""
    if len(months) < LEAST_MONTHS:
        return None
    past = [round(fmean(months[n - MONTHS : n])) if n >= MONTHS else None for n in range(len(months))]
    errors = [abs(said - came) / came for said, came in zip(past, months, strict=True) if said is not None and came > 0]
    return Forecast(round(fmean(months[-MONTHS:])), past, round(100 * fmean(errors), 1) if errors else None)
