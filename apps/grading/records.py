"""What is known of one pupil in a gradebook: entries, results of work, extensions, and when work was handed in.

Rows are never changed. A later row replaces an earlier one, and the earlier one stays to be read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar

from django.utils.translation import gettext_lazy as _

from apps.grading.bounds import Problems

POINTS_OR_EXCUSE = _("An excused item has no points.")


class GradeEntry(NamedTuple):
    """What somebody wrote into a cell of the gradebook, or (`is_result`) what a quiz, a homework or the register gave.

    `points`: before any late penalty. Without points, the entry excuses the pupil from the item, or takes back what was
    written before. `author`: who. `reason`: why. `number`: of the entries of one cell the one with the largest is the
    newest; results have 0. What a teacher wrote counts before any result, until it is taken back.
    """

    id: str
    item: str
    author: str
    written_at: datetime
    points: Decimal | None = None
    is_excused: bool = False
    reason: str = ""
    number: int = 0
    is_result: bool = False


def build_result(item: str, points: Decimal, measured_at: datetime) -> GradeEntry:
    """Return what work gave."""
    # By place: a gradebook has thousands, and names take twice as long.
    return GradeEntry("", item, "", measured_at, points, False, "", 0, True)


class Extension(NamedTuple):
    """Another due time of an item for one pupil, with who gave it, when and why."""

    id: str
    item: str
    author: str
    written_at: datetime
    due_at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PupilRecord:
    """All rows of one pupil, in any order. `handed_in_at`: when the pupil handed in, by item."""

    entries: Sequence[GradeEntry] = ()
    extensions: Sequence[Extension] = ()
    handed_in_at: Mapping[str, datetime] = field(default_factory=dict)


class _Row(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def item(self) -> str: ...
    @property
    def written_at(self) -> datetime: ...


RowT = TypeVar("RowT", bound=_Row)


def sort_by_item(rows: Iterable[RowT]) -> dict[str, tuple[RowT, ...]]:
    """Return the rows by item, oldest first: the last one counts."""
    by_item: dict[str, list[RowT]] = {}
    for row in rows:
        by_item.setdefault(row.item, []).append(row)
    return {item: tuple(sorted(found, key=_get_age) if len(found) > 1 else found) for item, found in by_item.items()}


def _get_age(row: _Row) -> tuple[int, datetime, str]:
    return getattr(row, "number", 0), row.written_at, row.id


def find_counted(entries: Sequence[GradeEntry]) -> GradeEntry | None:
    """Return the entry that counts, of those of one cell, oldest first; None: none does."""
    result, is_taken_back = None, False
    for entry in reversed(entries):
        if entry.is_result:
            result = result or entry
        elif not is_taken_back:
            if entry.is_excused or entry.points is not None:
                return entry
            is_taken_back = True
    return result


def check_points(points: Decimal | None, *, is_excused: bool) -> None:
    """Raise Invalid on `points` when they are negative or stand beside an excuse. They may exceed those of the item."""
    problems = Problems()
    if points is not None:
        problems.check_number("points", points)
        problems.add("points", POINTS_OR_EXCUSE, when=is_excused)
    problems.raise_if_any()
