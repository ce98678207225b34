"""Gradebooks and records that hypothesis draws. A category, an item and its rows are one draw each: this is quick.

`TALIM_LONG=1` draws more of them.
"""

import os
from datetime import timedelta
from decimal import Decimal
from itertools import product

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from apps.grading.gradebooks import LatePenalty, MissingRule
from apps.grading.records import PupilRecord
from apps.grading.scales import USUAL_SCALES
from tests.grading.gradebook_words import EXCUSED, NOON, TAKEN_BACK, category, entry, extension, gradebook, item

EXAMPLES = 1000 if os.environ.get("TALIM_LONG") else 40
unhurried = settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))

RULES = [{}, {"drop_lowest": 1}, {"drop_lowest": 2}, {"keep_highest": 1}, {"keep_highest": 2}]
CATEGORIES = st.sampled_from(list(product([1, 0, 3, 4], [False, False, True], RULES)))
SCALES = st.sampled_from(list(USUAL_SCALES.values()))

GENTLE = LatePenalty(percent_per_day=Decimal("7.5"), floor=Decimal(40))
HARD = LatePenalty(percent_per_day=Decimal(60), grace_minutes=90)
HOURS = [None, 0, -1, -30, 30]
"""When an item is due, is handed in, or is due by an extension: from `NOON` on."""
KINDS = [
    {"points": points, "weight": weight, "is_extra_credit": extra, "due_at": due, "missing": missing, **rule}
    for points, weight, extra, due, missing, rule in product(
        [10, 1, 3, 7],
        [1, 0, 3],
        [False, False, True],
        HOURS,
        MissingRule,
        [{}, {"late_penalty": GENTLE}, {"late_penalty": HARD}, {"is_excused": True}],
    )
]
ITEMS = st.lists(st.sampled_from(KINDS), max_size=4)
ENTRIES = [
    [],
    ["0"],
    ["2.5"],
    ["3"],
    ["4.1"],
    ["7"],
    ["9.9"],
    ["10"],
    ["12"],
    [EXCUSED],
    ["5", TAKEN_BACK],
    ["8", EXCUSED],
]
ROWS = st.sampled_from(list(product([*ENTRIES, [EXCUSED, "6"], ["9", "1"]], HOURS, [None, None, *HOURS])))


def at(hours):
    return None if hours is None else NOON + timedelta(hours=hours)


@st.composite
def cases(draw):
    """A gradebook of 1 to 3 categories with up to 4 items each, and a record of some of the items."""
    names = "htx"[: draw(st.integers(1, 3))]
    categories, items = [], []
    for name in names:
        weight, is_extra, rule = draw(CATEGORIES)
        categories.append(category(name, weight, is_extra_credit=is_extra, **rule))
        is_weighted = draw(st.booleans())
        for number, kind in enumerate(draw(ITEMS)):
            more = {"due_at": at(kind["due_at"])} | ({} if is_weighted else {"weight": None})
            items.append(item(f"{name}{number}", **{**kind, **more}))
    book = gradebook(categories, items, draw(SCALES))
    return book, draw(records(book))


@st.composite
def records(draw, book):
    """Entries, extensions and times of handing in."""
    entries, extensions, handed_in_at = [], [], {}
    for one in book.items:
        written, handed_in, due = draw(ROWS)
        entries += [entry(one.id, what, number) for number, what in enumerate(written)]
        if due is not None:
            extensions.append(extension(one.id, at(due)))
        if handed_in is not None:
            handed_in_at[one.id] = at(handed_in)
    return PupilRecord(entries=entries, extensions=extensions, handed_in_at=handed_in_at)
