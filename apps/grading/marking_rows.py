"""The works of a second marking: codes, marks, what they come to, and how far the two markers agree."""

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from apps.accounts.models import User
from apps.grading.agreement import Agreement, compute_agreement
from apps.grading.explanations import round_percent
from apps.grading.models import GradeEntry, ProvisionalMark, SecondMarking
from apps.grading.queries import list_entries, list_students
from apps.grading.scales import GradeScale, find_band

CODE_LETTERS = 10
"""Of 5 bits: among 5,000 works, two have the same code once in 90 million times."""
_CENT = Decimal("0.01")


class WorkState(StrEnum):
    """`WAITING`: not both marks are in. `AGREED` and `DIFFERS`: both are, and no grade is written. `WRITTEN`: it is."""

    WAITING = "waiting"
    AGREED = "agreed"
    DIFFERS = "differs"
    WRITTEN = "written"


@dataclass(frozen=True, kw_only=True)
class MarkedWork:
    """One pupil's work. `first` and `second`: the marks. `newest`: what a teacher wrote last in the cell."""

    student: User
    code: str
    tolerance: Decimal
    first: ProvisionalMark | None
    second: ProvisionalMark | None
    newest: GradeEntry | None

    @property
    def is_complete(self) -> bool:
        """Return whether both marks are in."""
        return self.first is not None and self.second is not None

    @property
    def state(self) -> WorkState:
        """Return how far it is."""
        if self.newest is not None and (self.newest.is_excused or self.newest.points is not None):
            return WorkState.WRITTEN
        if self.first is None or self.second is None:
            return WorkState.WAITING
        is_near = abs(self.first.points - self.second.points) <= self.tolerance
        return WorkState.AGREED if is_near else WorkState.DIFFERS

    @property
    def agreed_points(self) -> Decimal | None:
        """Return the mean of two marks within the tolerance, rounded half up to two decimals."""
        if self.state != WorkState.AGREED or self.first is None or self.second is None:
            return None
        return ((self.first.points + self.second.points) / 2).quantize(_CENT, ROUND_HALF_UP)

    def get_mark(self, place: int) -> ProvisionalMark | None:
        """Return the mark of the first (1) or the second (2) marker."""
        return self.first if place == 1 else self.second

    def is_named_to(self, reader: User, marking: SecondMarking) -> bool:
        """Return whether this reader sees the name: markers of a blind one when both marks are in."""
        return not marking.is_blind or marking.find_place(reader) is None or self.is_complete


def build_code(marking: SecondMarking, student_id: UUID) -> str:
    """Return the code of a pupil's work: always the same in one item, another one in each."""
    digest = hmac.new(marking.seed.encode(), student_id.bytes, hashlib.sha256).digest()
    return b32encode(digest).decode()[:CODE_LETTERS]


def load_works(marking: SecondMarking, students: Iterable[User] | None = None) -> list[MarkedWork]:
    """Return the works of these pupils, without any of all pupils of the gradebook; by code."""
    people = list(list_students(marking.item.gradebook) if students is None else students)
    ids = [person.pk for person in people]
    given = marking.marks.filter(student__in=ids).select_related("author")
    marks = {(mark.student_id, mark.place): mark for mark in given}
    entries = list_entries([marking.item], ids).order_by("number")
    newest = {row.student_id: row for row in entries}
    works = [
        MarkedWork(
            student=person,
            code=build_code(marking, person.pk),
            tolerance=marking.tolerance,
            first=marks.get((person.pk, 1)),
            second=marks.get((person.pk, 2)),
            newest=newest.get(person.pk),
        )
        for person in people
    ]
    return sorted(works, key=lambda work: work.code)


def measure_agreement(works: Sequence[MarkedWork], scale: GradeScale, most: Decimal) -> Agreement:
    """Return how far the markers agree on the works with both marks, by the grades of the scale; without bands by
    whole points.
    """
    pairs = [(work.first.points, work.second.points) for work in works if work.first and work.second]
    if scale.bands:
        steps = [str(place) for place in range(len(scale.bands))]
        return compute_agreement([(_find_step(scale, a, most), _find_step(scale, b, most)) for a, b in pairs], steps)
    rounded = [(_round(first), _round(second)) for first, second in pairs]
    top = max((int(points) for pair in rounded for points in pair), default=0)
    return compute_agreement(rounded, [str(points) for points in range(top + 1)])


def _find_step(scale: GradeScale, points: Decimal, most: Decimal) -> str:
    band = find_band(scale, round_percent(100 * Fraction(points) / Fraction(most)))
    assert band is not None
    return str(scale.bands.index(band))


def _round(points: Decimal) -> str:
    return str(int(points.quantize(Decimal(1), ROUND_HALF_UP)))
