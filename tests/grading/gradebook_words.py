"""Gradebooks and records of pupils, written shortly."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from apps.grading.gradebooks import Gradebook, GradeCategory, GradeItem
from apps.grading.records import Extension, GradeEntry, PupilRecord
from apps.grading.scales import USUAL_SCALES, UsualScale

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIVE = USUAL_SCALES[UsualScale.FIVE]
EXCUSED, TAKEN_BACK = "excused", "taken back"


def category(name, weight=1, **more):
    return GradeCategory(id=name, weight=Decimal(weight), **more)


def item(name, points=10, *, weight=None, **more):
    """An item of the category that its name begins with: "h1" of "h"."""
    weight = None if weight is None else Decimal(weight)
    return GradeItem(id=name, category=name[0], max_points=Decimal(points), weight=weight, **more)


def gradebook(categories, items, scale=FIVE):
    return Gradebook(categories=tuple(categories), items=tuple(items), scale=scale)


def entry(name, what, number=0):
    """An entry of points, or one that is `EXCUSED` or `TAKEN_BACK`; a larger number is later."""
    written = {} if what == TAKEN_BACK else {"is_excused": True} if what == EXCUSED else {"points": Decimal(what)}
    at = NOON + timedelta(minutes=number)
    return GradeEntry(id=f"{name}-{number}", item=name, author="t", written_at=at, reason="r", **written)


def extension(name, due_at, number=0):
    at = NOON + timedelta(minutes=number)
    return Extension(id=f"{name}-{number}", item=name, author="t", written_at=at, due_at=due_at, reason="ill")


def record(marks=None, extensions=(), handed_in_at=None):
    """A record with one entry of each item, or with a list of them."""
    entries = []
    for name, what in (marks or {}).items():
        entries += [entry(name, one, number) for number, one in enumerate(what if isinstance(what, list) else [what])]
    return PupilRecord(entries=entries, extensions=extensions, handed_in_at=handed_in_at or {})
