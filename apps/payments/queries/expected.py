"""What is expected: payments by the day on which they are due. And the last month of pupils who left."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection

_COUNTED = "p.status IN ('pending', 'overdue', 'completed', 'refunded')"
EXPECTED = f"""
SELECT p.due_on, p.branch_id::text, p.currency, sum(p.amount) FROM payments_payment p
WHERE {_COUNTED} AND p.due_on BETWEEN %(first)s AND %(last)s
  AND (%(branches)s::uuid[] IS NULL OR p.branch_id = ANY(%(branches)s::uuid[]))
GROUP BY p.due_on, p.branch_id, p.currency"""  # noqa: S608
"""Day, branch, currency and sum; parameters: `first`, `last`, `branches` (an array or NULL)."""
LAST_MONTHS = f"""
SELECT date_trunc('month', g.left_on)::date, p.currency, sum(p.amount), count(DISTINCT g.student)
FROM unnest(%(students)s::uuid[], %(days)s::date[], %(branches)s::uuid[]) AS g (student, left_on, branch)
JOIN payments_payment p ON p.student_id = g.student AND p.branch_id = g.branch AND p.kind = 'period' AND {_COUNTED}
 AND p.due_on > g.left_on - interval '1 month' AND p.due_on <= g.left_on
GROUP BY 1, 2"""  # noqa: S608


def sum_expected_by_month(first: date, last: date, branches: Collection[UUID] | None) -> dict[tuple[date, str], int]:
    """Return the payments that are due in each month, by its first day and currency, in minor units."""
    sums: dict[tuple[date, str], int] = {}
    parameters = {"first": first, "last": last, "branches": None if branches is None else list(branches)}
    with connection.cursor() as cursor:
        cursor.execute(EXPECTED, parameters)
        for day, _branch, currency, amount in cursor.fetchall():
            key = (day.replace(day=1), currency)
            sums[key] = sums.get(key, 0) + int(amount)
    return sums


def sum_last_months(left: Collection[tuple[UUID, date, UUID]]) -> dict[tuple[date, str], tuple[int, int]]:
    """Return what pupils who left (pupil, day, branch) paid for their last month: payments for periods that were due in
    the month until then. Sum in minor units and number of pupils, by the month of leaving and currency.
    """
    students, days, branches = zip(*left, strict=True) if left else ((), (), ())
    with connection.cursor() as cursor:
        cursor.execute(LAST_MONTHS, {"students": list(students), "days": list(days), "branches": list(branches)})
        return {(month, currency): (int(amount), people) for month, currency, amount, people in cursor.fetchall()}
