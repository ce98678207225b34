"""What a measure's numerator and denominator mean as one value, in Python and in SQL: both give the same."""

from decimal import ROUND_HALF_UP, Decimal

from apps.analytics.chart_data import Value
from apps.core.measures import Combination, Measure

Pair = tuple[Decimal, Decimal]
NOTHING: Pair = (Decimal(0), Decimal(0))
TENTH = Decimal("0.1")


def compute_value(measure: Measure, pair: Pair | None) -> Value:
    """Return a measure's value of a numerator and a denominator; of ratios None without a denominator."""
    numerator, denominator = pair or NOTHING
    if not measure.is_ratio:
        return int(numerator)
    if not denominator:
        return None
    times = 100 if measure.combination is Combination.SHARE else 1
    return float((numerator * times / denominator).quantize(TENTH, ROUND_HALF_UP))


def build_value_sql(*, combination: str, numerator: str, denominator: str) -> str:
    """Return SQL of `compute_value`; the arguments are expressions, `combination` that of the measure's combination."""
    return (
        f"CASE {combination} "
        f"WHEN '{Combination.SHARE}' THEN round({numerator} * 100 / nullif({denominator}, 0), 1) "
        f"WHEN '{Combination.MEAN}' THEN round({numerator} / nullif({denominator}, 0), 1) "
        f"ELSE trunc({numerator}) END"
    )
