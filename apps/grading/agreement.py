"""How far two markers agree on an ordinal scale.

J. Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological Measurement 20 (1960), and
"Weighted kappa", Psychological Bulletin 70 (1968).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from apps.grading.bounds import UNKNOWN, Problems


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Figures of two markers. All are None without works that both marked.

    `exact`: share of the works with the same grade, 0 to 1. `adjacent`: share with the same grade or one next to it.
    `kappa`: agreement beyond chance: 1 is full agreement, 0 what chance gives, below 0 less than that. `linear_kappa`
    counts how far apart the grades are, `quadratic_kappa` the square of it. A kappa is None where both markers gave one
    and the same grade to all works: chance then agrees fully too, and nothing can be said beyond it (0/0).
    """

    count: int
    exact: float | None
    adjacent: float | None
    kappa: float | None
    linear_kappa: float | None
    quadratic_kappa: float | None


def compute_agreement(grades: Sequence[tuple[str, str]], scale: Sequence[str]) -> Agreement:
    """Return the agreement on works, given by the two grades of each. `scale`: all grades, lowest first, once each.

    Raise Invalid on `grades.0.1` for a grade of the second marker that the scale does not have.
    """
    places = {grade: place for place, grade in enumerate(scale)}
    problems = Problems()
    for number, pair in enumerate(grades):
        for marker, grade in enumerate(pair):
            problems.add(f"grades.{number}.{marker}", UNKNOWN, when=grade not in places)
    problems.raise_if_any()
    pairs = Counter((places[first], places[second]) for first, second in grades)
    return Agreement(
        count=len(grades),
        exact=_compute_share(pairs, most=0),
        adjacent=_compute_share(pairs, most=1),
        kappa=_compute_kappa(pairs, lambda distance: min(1, distance)),
        linear_kappa=_compute_kappa(pairs, lambda distance: distance),
        quadratic_kappa=_compute_kappa(pairs, lambda distance: distance**2),
    )


def _compute_share(pairs: Counter[tuple[int, int]], *, most: int) -> float | None:
    """Return the share of the works whose grades are at most so far apart."""
    near = sum(count for (first, second), count in pairs.items() if abs(first - second) <= most)
    return near / pairs.total() if pairs else None


def _compute_kappa(pairs: Counter[tuple[int, int]], weigh: Callable[[int], int]) -> float | None:
    """Return 1 - disagreement / disagreement by chance. `weigh`: what a distance counts for as disagreement."""
    firsts = _sum_marker(pairs, 0)
    seconds = _sum_marker(pairs, 1)
    seen = _sum_disagreement(((first, second, count) for (first, second), count in pairs.items()), weigh)
    products = ((one, other, firsts[one] * seconds[other]) for one in firsts for other in seconds)
    by_chance = _sum_disagreement(products, weigh)
    return float(1 - Fraction(seen * pairs.total(), by_chance)) if by_chance else None


def _sum_marker(pairs: Counter[tuple[int, int]], marker: int) -> Counter[int]:
    """Return how often one of the markers gave each grade."""
    sums: Counter[int] = Counter()
    for pair, count in pairs.items():
        sums[pair[marker]] += count
    return sums


def _sum_disagreement(cells: Iterable[tuple[int, int, int]], weigh: Callable[[int], int]) -> int:
    return sum(weigh(abs(first - second)) * count for first, second, count in cells)
