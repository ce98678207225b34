"""What the model of who may leave sees of a pupil on a day: five numbers from the daily facts and from payments."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.measures import all_measures
from apps.courses.place_sql import STAYS
from apps.homework.due_homework import count_due_homework
from apps.payments.queries.unpaid_months import count_unpaid_months

WINDOW = 30
BEFORE = 90
OUTCOME_DAYS = 60
ABSENT_TWICE = 2
"""The rule that the model has to beat: two lessons missed in 30 days."""

RISK_PERMISSION = "analytics.at_risk"

Signs = dict[str, float]
"""Numbers of a pupil as they were counted, by name; `lessons` and `due` are for the words."""


@dataclass(frozen=True)
class Feature:
    """One number of the model. `most`: larger ones count as this one. `permission`: what a reader needs besides to be
    told of it. `text`: the reason in words, from the signs of the pupil.
    """

    name: str
    label: StrOrPromise
    text: StrOrPromise
    most: int
    read: Callable[[Signs], float]
    permission: str = RISK_PERMISSION

    def get_value(self, signs: Signs) -> float:
        """Return the number that the model takes."""
        return min(self.read(signs), self.most)


@dataclass(frozen=True)
class PupilSigns:
    """A pupil who is active on a day, with the signs of the days before it."""

    student: UUID
    signs: Signs

    @property
    def row(self) -> list[float]:
        """The numbers of all features, in their order."""
        return [feature.get_value(self.signs) for feature in FEATURES]

    @property
    def is_absent_twice(self) -> bool:
        """Whether the simple rule would name the pupil."""
        return self.signs["absences"] >= ABSENT_TWICE


FEATURES = (
    Feature(
        "absences",
        _("Missed lessons"),
        _("Missed lessons in the last 30 days: %(absences)d of %(lessons)d."),
        8,
        lambda signs: signs["absences"],
    ),
    Feature(
        "late_homework",
        _("Homework late or not done"),
        _("Homework due in the last 30 days that was late or not done: %(late)d of %(due)d."),
        8,
        lambda signs: signs["late"],
    ),
    Feature(
        "falling_marks",
        _("Falling marks"),
        _("The mean mark fell from %(earlier)d to %(recent)d of 100."),
        50,
        lambda signs: max(0.0, signs["earlier"] - signs["recent"]),
    ),
    Feature(
        "unpaid_months",
        _("Unpaid months"),
        _("Months that are not paid: %(unpaid)d."),
        6,
        lambda signs: signs["unpaid"],
        permission="payments.see_all",
    ),
    Feature(
        "silence",
        _("Silence"),
        _("Days without a lesson, homework, a quiz or a message: %(silence)d."),
        45,
        lambda signs: signs["silence"],
    ),
)

_SIGNS = """
WITH {stays}, pupils AS (
    SELECT DISTINCT person FROM ({active}) a WHERE ('x' || right(person::text, 8))::bit(32)::bigint < %(drawn)s
), began AS (
    SELECT student_id, min(first) AS first FROM stays
    WHERE last >= %(before)s AND first <= %(on)s GROUP BY student_id
)
SELECT p.person, b.first, s.* FROM pupils p JOIN began b ON b.student_id = p.person CROSS JOIN LATERAL (
    SELECT
        coalesce(sum(f.denominator - f.numerator) FILTER (WHERE f.measure = 'attendance' AND f.day >= %(recent)s), 0),
        coalesce(sum(f.denominator) FILTER (WHERE f.measure = 'attendance' AND f.day >= %(recent)s), 0),
        sum(f.numerator) FILTER (WHERE f.measure IN {marks} AND f.day >= %(recent)s)
            / nullif(sum(f.denominator) FILTER (WHERE f.measure IN {marks} AND f.day >= %(recent)s), 0),
        sum(f.numerator) FILTER (WHERE f.measure IN {marks} AND f.day < %(recent)s)
            / nullif(sum(f.denominator) FILTER (WHERE f.measure IN {marks} AND f.day < %(recent)s), 0),
        max(f.day) FILTER (WHERE f.measure IN {signs} AND f.numerator > 0)
    FROM analytics_personday f
    WHERE f.person_id = p.person AND f.measure = ANY(%(measures)s) AND f.day >= %(before)s AND f.day < %(on)s
) s"""
_MARKS = ("homework_score", "quiz_score")
_LIFE = ("attendance", "homework", "quiz_attempts", "forum_texts", "messages")
_READ = [*_LIFE, *_MARKS]


def read_pupils(on: date, *, share: float = 1.0) -> list[PupilSigns]:
    """Return the pupils who are active on a day, with their signs of the days before it. `share`: only this part of
    them, drawn by their ids: the same pupils on each day.
    """
    recent = on - timedelta(days=WINDOW)
    statement = _SIGNS.format(stays=STAYS, active=all_measures()["active"].rows, marks=_MARKS, signs=_LIFE)
    parameters = {
        "days": [on],
        "first": on,
        "last": on,
        "on": on,
        "recent": recent,
        "before": on - timedelta(days=BEFORE),
        "measures": _READ,
        "drawn": round(share * 2**32),
    }
    found = _run(statement, parameters)
    unpaid = count_unpaid_months(on)
    homework = count_due_homework([person for person, *_columns in found], recent, on)
    return [
        PupilSigns(person, _build_signs(on, columns, unpaid.get(person, 0), homework.get(person, (0, 0))))
        for person, *columns in found
    ]


def read_leavers(on: date) -> set[UUID]:
    """Return the pupils who left within 60 days from a day and were not back on the 60th: the measure `left` names
    them, and the measure `active` does not on that day. Graduates are none.
    """
    last = on + timedelta(days=OUTCOME_DAYS)
    statement = f"""
SELECT person_id FROM analytics_personday WHERE measure = 'left' AND day >= %(on)s AND day < %(last)s
EXCEPT SELECT person FROM ({all_measures()["active"].rows}) a"""  # noqa: S608
    return {person for (person,) in _run(statement, {"on": on, "first": last, "last": last, "days": [last]})}


def _build_signs(on: date, columns: list[Any], unpaid: int, homework: tuple[int, int]) -> Signs:
    began, missed, lessons, recent, earlier, last = columns
    due, late = homework
    falls = recent is not None and earlier is not None
    silence = (on - last).days if last else BEFORE
    return {
        "absences": float(missed),
        "lessons": float(lessons),
        "late": float(late),
        "due": float(due),
        "recent": float(recent) if falls else 0.0,
        "earlier": float(earlier) if falls else 0.0,
        "unpaid": float(unpaid),
        "silence": float(min(silence, (on - began).days)),
    }


def _run(statement: str, parameters: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
