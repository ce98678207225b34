"""Data for the figures, each kind read by one SQL statement, whatever the size of the centre or the period.

Days are local: of lessons and homework in the zone of the group, of payments in the zone of the branch. Rows are of
`branches`, or (None) of every branch. Numbers of people are given for each branch and, under None, for all together: a
pupil of two branches is one person.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection

from apps.core.chart_steps import ChartStep
from apps.payments.queries.expected import EXPECTED
from apps.portal.figures.sql import ACTIVE, ATTENDANCE, DEBTS, HOMEWORK, LEFT, MONEY, SIGN_UPS, TRIAL

BranchKey = str | None
"""A branch's id; None: all branches together."""


Rows = dict[tuple[Any, ...], tuple[Any, ...]]
"""Numbers, and sums of money in minor units, by the first columns of a statement."""
SourceData = dict[str, Rows]
STATEMENTS = {
    "active": (ACTIVE, 2),
    "trial": (TRIAL, 3),
    "left": (LEFT, 3),
    "sign_ups": (SIGN_UPS, 2),
    "debts": (DEBTS, 3),
    "expected": (EXPECTED, 3),
    "money": (MONEY, 3),
    "attendance": (ATTENDANCE, 2),
    "homework": (HOMEWORK, 2),
}
"""The statements, with the number of columns of their keys: the day or the step, the branch, and of money the currency
(None: people with a debt in any). `left` has the pupil in its key. `money`: received and paid back. `attendance`:
marks, and marks of pupils who were there. `homework`: submitted, on time, with a score, and the sum of
the scores; that of online courses is of the default branch.
"""


def load_source_data(steps: Collection[ChartStep], branches: Collection[UUID] | None) -> SourceData:
    """Return all data that the figures of these steps need, by the keys of STATEMENTS."""
    parameters: dict[str, Any] = {
        "branches": None if branches is None else list(branches),
        "days": sorted({day for step in steps for day in (step.until, step.day_before)}),
        "firsts": [step.first for step in steps],
        "lasts": [step.until for step in steps],
        "ends": sorted({step.until for step in steps}),
        "first": min(step.first for step in steps),
        "until": max(step.until for step in steps),
        "last": max(step.last for step in steps),
    }
    data: SourceData = {}
    with connection.cursor() as cursor:
        for name, (statement, width) in STATEMENTS.items():
            cursor.execute(statement, parameters)
            data[name] = {row[:width]: row[width:] for row in cursor.fetchall()}
    return data
