"""Data for the figures, each kind read by one SQL statement, whatever the size of the centre or the period.

Days are local: of lessons and homework in the zone of the group, of payments in the zone of the branch. Rows are of
`branches`, or (None) of every branch. Numbers of people are given for each branch and, under None, for all together: a
pupil of two branches is one person.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from apps.portal.figures.sql import ACTIVE, ATTENDANCE, DEBTS, EXPECTED, HOMEWORK, LEFT, MONEY, SIGN_UPS, TRIAL
from apps.portal.figures.steps import ChartStep

BranchKey = str | None
"""A branch's id; None: all branches together."""


@dataclass(frozen=True)
class SourceData:
    """People by day or step and branch; sums by day and branch, money also by currency.

    `debts`: amounts in minor units. `money`: received and paid back. `attendance`: marks, and marks of pupils who were
    there. `homework`: submitted, on time, with a score, and the sum of the scores.
    """

    active: dict[tuple[date, BranchKey], int]
    trial: dict[tuple[date, date, BranchKey], int]
    left: list[tuple[date, str, str]]
    sign_ups: dict[tuple[date, str], int]
    debtors: dict[tuple[date, BranchKey], int]
    debts: dict[tuple[date, BranchKey], dict[str, int]]
    expected: dict[tuple[date, str, str], int]
    money: dict[tuple[date, str, str], tuple[int, int]]
    attendance: dict[tuple[date, str], tuple[int, int]]
    homework: dict[tuple[date, str], tuple[int, int, int, float]]


def load_source_data(steps: Collection[ChartStep], branches: Collection[UUID] | None) -> SourceData:
    """Return all data that the figures of these steps need."""
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
    debtors: dict[tuple[date, BranchKey], int] = {}
    debts: dict[tuple[date, BranchKey], dict[str, int]] = defaultdict(dict)
    for day, branch, currency, people, owed in _fetch_rows(DEBTS, parameters):
        if currency is None:
            debtors[day, branch] = people
        else:
            debts[day, branch][currency] = int(owed)
    return SourceData(
        active={(day, branch): count for day, branch, count in _fetch_rows(ACTIVE, parameters)},
        trial={(first, last, branch): count for first, last, branch, count in _fetch_rows(TRIAL, parameters)},
        left=list(_fetch_rows(LEFT, parameters)),
        sign_ups={(day, branch): count for day, branch, count in _fetch_rows(SIGN_UPS, parameters)},
        debtors=debtors,
        debts=dict(debts),
        expected={(day, branch, money): int(owed) for day, branch, money, owed in _fetch_rows(EXPECTED, parameters)},
        money={
            (day, branch, money): (int(came), int(back))
            for day, branch, money, came, back in _fetch_rows(MONEY, parameters)
        },
        attendance={(day, branch): (marks, there) for day, branch, marks, there in _fetch_rows(ATTENDANCE, parameters)},
        homework={
            (day, branch): (handed, in_time, marked, float(marks))
            for day, branch, handed, in_time, marked, marks in _fetch_rows(HOMEWORK, parameters)
        },
    )


def _fetch_rows(statement: str, parameters: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[Any] = cursor.fetchall()
    return rows
