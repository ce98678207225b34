"""The grade of one pupil, computed from entries. Equal rows in any order give an equal grade with equal reasons.

Within a category, the percent is the sum of weight x share over the sum of the weights. The grade is the same mean of
its categories. As with Moodle's "Exclude empty grades" (https://docs.moodle.org/en/Grade_categories), what is not
graded yet stands in neither sum. Extra credit stands in the first sum only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from apps.grading.explanations import ZERO, CategoryResult, Grade, JudgedItem, round_percent
from apps.grading.gradebooks import POINT_DECIMALS, Gradebook, GradeCategory, WeighedCategory
from apps.grading.judging import judge_item
from apps.grading.records import PupilRecord, sort_by_item
from apps.grading.scales import find_band


@dataclass(frozen=True, kw_only=True)
class _Combined:
    """A category before the others are thought of. `total`: the weights of the items that are kept, each times
    `common`; 0: none counts. `used` and `dropped`: places of the items that count, and of those that are left out for
    the rule of the category.
    """

    category: GradeCategory
    items: Sequence[JudgedItem]
    common: int
    percent: Fraction | None = None
    total: int = 0
    used: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()


def compute_grade(gradebook: Gradebook, record: PupilRecord, *, now: datetime) -> Grade:
    """Return the pupil's grade at `now`, with its reasons.

    The gradebook has passed `check_gradebook`, the entries `check_points`. Rows of items that are not in the gradebook
    count for nothing.
    """
    entries, extensions = sort_by_item(record.entries), sort_by_item(record.extensions)
    combined = []
    for weighed in gradebook.weighed_categories:
        judged = [
            judge_item(
                item,
                entries.get(item.id, ()),
                extensions[item.id][-1] if item.id in extensions else None,
                record.handed_in_at.get(item.id),
                now,
            )
            for item in weighed.items
        ]
        combined.append(_combine_items(weighed, judged))
    return _combine_categories(gradebook, combined)


def _combine_items(weighed: WeighedCategory, items: Sequence[JudgedItem]) -> _Combined:
    """Return the percent of a category, and which of its items it is made of."""
    category, common, weights, factors = weighed.category, weighed.common, weighed.weights, weighed.factors
    values = {
        place: factors[place] * int(one.points.scaleb(POINT_DECIMALS))
        for place, one in enumerate(items)
        if one.points is not None and weights[place]
    }
    needed = [place for place in values if not items[place].item.is_extra_credit]
    if not needed:
        return _Combined(category=category, items=items, common=common)
    extra = sum(values[place] for place in values if items[place].item.is_extra_credit)
    kept = _choose_kept(needed, weights, values, _count_kept(category, len(needed)), extra)
    total, won = sum(map(weights.__getitem__, kept)), extra + sum(map(values.__getitem__, kept))
    dropped = frozenset(needed) - frozenset(kept)
    return _Combined(
        category=category,
        items=items,
        common=common,
        percent=Fraction(100 * won, total),
        total=total,
        used=frozenset(values) - dropped,
        dropped=dropped,
    )


def _count_kept(category: GradeCategory, count: int) -> int:
    if category.keep_highest is not None:
        return min(count, category.keep_highest)
    return min(count, max(1, count - category.drop_lowest))


def _choose_kept(
    needed: Sequence[int], weights: Sequence[int], values: Mapping[int, int], count: int, extra: int
) -> Sequence[int]:
    """Return the `count` places whose weighted mean is the highest, with the extra credit.

    With equal weights these are the highest ones. With others, leaving out the lowest percent may do harm, and then
    more points could lower the grade: D. and J. Kane, "Dropping Lowest Grades", Mathematics Magazine 79 (2006). Each
    round keeps what lifts the mean the most, until the mean stands still (W. Dinkelbach, Management Science 13, 1967).
    """
    kept = needed
    while len(needed) > count:
        total, won = sum(map(weights.__getitem__, kept)), extra + sum(map(values.__getitem__, kept))
        gains = {place: values[place] * total - won * weights[place] for place in needed}
        best = sorted(needed, key=lambda place: (-gains[place], place))[:count]
        if len(kept) == count and extra * total + sum(gains[place] for place in best) <= 0:
            break
        kept = best
    return kept


def _combine_categories(gradebook: Gradebook, categories: Sequence[_Combined]) -> Grade:
    """Return the grade: the weights become parts of the whole grade."""
    counted = [found.category for found in categories if found.percent is not None]
    total = sum((category.weight for category in counted if not category.is_extra_credit), Decimal(0))
    results = tuple(_explain_category(found, total) for found in categories)
    exact = sum((result.contribution for result in results), ZERO) if total else None
    percent = None if exact is None else round_percent(exact)
    band = None if percent is None else find_band(gradebook.scale, percent)
    return Grade(percent=percent, band=band, exact=exact, categories=results)


def _explain_category(found: _Combined, total: Decimal) -> CategoryResult:
    """Return a category with its part in the grade. `total`: the weights of all categories that count."""
    weight = _get_part(found.category.weight, total) if total and found.total else ZERO
    return CategoryResult(
        category=found.category,
        percent=found.percent,
        weight=weight,
        judged=found.items,
        used=found.used,
        dropped=found.dropped,
        total=found.total,
        common=found.common,
    )


@lru_cache(maxsize=1000)
def _get_part(weight: Decimal, total: Decimal) -> Fraction:
    # The same few for all pupils of a gradebook.
    return Fraction(weight) / Fraction(total)
