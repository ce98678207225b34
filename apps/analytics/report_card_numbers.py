"""The numbers of report cards: measures of each pupil in a group, compared with the pupil's own days before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.accounts.models import ChildProfile, User
from apps.analytics.fact_queries import SeriesRequest, read_cells
from apps.analytics.measure_values import NOTHING, Pair, compute_value
from apps.analytics.scopes import Scope
from apps.core.chart_steps import By, ChartStep, split_days_into_steps
from apps.core.local_days import get_today
from apps.core.measures import Grain, Measure, all_measures
from apps.core.translated_texts import write_in_every_language
from apps.courses.models import Group
from apps.grading.computation import compute_grade
from apps.grading.gradebook_rows import load_gradebook
from apps.grading.models import Gradebook

REPORTED = ("attendance", "homework_given", "homework", "homework_on_time", "homework_score", "quiz_attempts")
"""Results of quizzes are not among them: each quiz says when learners see them. Children get no scores."""
SCORES = ("homework_score",)
MOST_WEEKS = 12
"""Longer periods are drawn by months."""

Numbers = dict[str, Any]
Cells = dict[UUID, dict[date, Pair]]


@dataclass(frozen=True)
class CountedDays:
    """The days `first`..`last` of report cards, both included, and as many days before them."""

    first: date
    last: date

    @property
    def before(self) -> "CountedDays":
        """The same number of days, until the day before."""
        return CountedDays(self.first - (self.last - self.first) - timedelta(days=1), self.first - timedelta(days=1))

    @property
    def unit(self) -> By:
        """By what they are drawn."""
        return By.WEEK if (self.last - self.first).days < 7 * MOST_WEEKS else By.MONTH

    @property
    def steps(self) -> list[ChartStep]:
        """Whole weeks or months around these days."""
        return split_days_into_steps(self.unit, self.first, self.last, today=self.last)


def count_numbers(group: Group, students: Sequence[User], days: CountedDays) -> dict[UUID, Numbers]:
    """Return the numbers of each pupil in this group, as JSON; the number of queries is constant.

    `measures`: the value of the days, that of as many days `before` (null where the pupil did nothing in them) and one
    value for each of `steps`, the first days of weeks or months. `grades`: of the gradebook of the group now, as the
    pupil sees it.
    """
    now, before = _read(group, students, days), _read(group, students, days.before)
    steps = [step.first for step in days.steps]
    children = set(ChildProfile.objects.filter(user__in=students).values_list("user", flat=True))
    grades = _read_grades(group, students)
    common = {
        "unit": days.unit.value,
        "steps": [step.isoformat() for step in steps],
        "first": days.first.isoformat(),
        "last": days.last.isoformat(),
        "before_first": days.before.first.isoformat(),
        "before_last": days.before.last.isoformat(),
        "made_on": get_today(group.local_zone).isoformat(),
    }
    return {
        student.pk: common | {
            "grades": grades.get(student.pk, []),
            "measures": [
                _build_measure(measure, now[name].get(student.pk, {}), _get_before(before, name, student), steps)
                for name, measure in _list_measures()
                if student.pk not in children or name not in SCORES
            ],
        }
        for student in students
    }  # fmt: skip


def _list_measures() -> list[tuple[str, Measure]]:
    return [(name, all_measures()[name]) for name in REPORTED]


def _read(group: Group, students: Sequence[User], days: CountedDays) -> dict[str, Cells]:
    """Return the pairs of each measure by pupil and first day of the step; of days outside the period nothing."""
    whole, people = days.steps, [student.pk for student in students]
    steps = [replace(whole[0], first=days.first), *whole[1:]]
    read: dict[str, Cells] = {}
    for name, measure in _list_measures():
        request = SeriesRequest(measure, days.unit, steps, Scope(None), by=Grain.PERSON, group=group.pk, people=people)
        read[name] = {person: pairs for (person, _currency), pairs in read_cells(request).items() if person}
    return read


def _get_before(before: dict[str, Cells], name: str, student: User) -> dict[date, Pair] | None:
    """Return what a pupil did before; None where there is nothing at all to compare with."""
    has_any = any(student.pk in cells for cells in before.values())
    return before[name].get(student.pk, {}) if has_any else None


def _build_measure(
    measure: Measure, now: dict[date, Pair], before: dict[date, Pair] | None, steps: Sequence[date]
) -> Numbers:
    return {
        "name": measure.name,
        "value": compute_value(measure, _add(now)),
        "before": None if before is None else compute_value(measure, _add(before)),
        "data": [compute_value(measure, now.get(step)) for step in steps],
    }


def _add(pairs: dict[date, Pair]) -> Pair:
    values = [*pairs.values(), NOTHING]
    return sum((one for one, _of in values), Decimal(0)), sum((of for _one, of in values), Decimal(0))


def _read_grades(group: Group, students: Sequence[User]) -> dict[UUID, list[Numbers]]:
    gradebook = Gradebook.objects.filter(group=group).select_related("group", "own_scale").first()
    if gradebook is None:
        return {}
    loaded = load_gradebook(gradebook, students, to_teacher=False)
    grades: dict[UUID, list[Numbers]] = {}
    for student in students:
        grade = compute_grade(loaded.rule, loaded.records[student.pk], now=timezone.now())
        if grade.percent is not None:
            word = grade.band.word if grade.band else ""
            grades[student.pk] = [{"percent": str(grade.percent), "words": write_in_every_language(partial(str, word))}]
    return grades
