"""Of each pupil's homework whose deadline lies in some days, how much was not handed in by then."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from apps.courses.place_sql import GROUP_ZONE
from apps.homework.place_sql import PLACE

_DUE = f"""
SELECT w.student_id, count(*), count(*) FILTER (WHERE NOT EXISTS (
    SELECT FROM homework_attempt a
    WHERE a.homework_id = w.id AND a.state NOT IN ('refused', 'failed') AND NOT a.late
      AND (a.created_at AT TIME ZONE {GROUP_ZONE})::date < %(on)s
))
FROM homework_homework w {PLACE}
CROSS JOIN LATERAL (
    SELECT GREATEST(COALESCE(w.deadline, t.deadline), w.extended_until) AS due
    WHERE COALESCE(w.deadline, t.deadline) IS NOT NULL
) d
WHERE w.student_id = ANY(%(students)s) AND (t.withdrawn_at IS NULL OR t.withdrawn_at > d.due)
  AND (d.due AT TIME ZONE {GROUP_ZONE})::date >= %(first)s AND (d.due AT TIME ZONE {GROUP_ZONE})::date < %(on)s
GROUP BY w.student_id"""  # noqa: S608


def count_due_homework(students: Sequence[UUID], first: date, on: date) -> dict[UUID, tuple[int, int]]:
    """Return of each of these pupils how much homework was due from a day until before another, and how much of it was
    late or not done. Deadlines are those of the pupil, with extensions, on local days of the group. Pupils without any
    are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"students": list(students), "first": first, "on": on})
        return {student: (due, bad) for student, due, bad in cursor.fetchall()}
