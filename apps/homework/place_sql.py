"""SQL of homework: its place, and its first submission."""

from apps.core.measures import DEFAULT_BRANCH
from apps.courses.place_sql import GROUP_ZONE

PLACE = f"""JOIN homework_assignment t ON t.id = w.assignment_id LEFT JOIN courses_group g ON g.id = t.group_id
    JOIN settings_branch b ON b.id = COALESCE(g.branch_id, {DEFAULT_BRANCH})"""
"""The assignment `t`, group `g` and branch `b` of a homework `w`; that of online courses is of the default branch."""

FIRST_SUBMISSION = """a.state NOT IN ('refused', 'failed') AND NOT EXISTS (
        SELECT FROM homework_attempt o
        WHERE o.homework_id = a.homework_id AND o.number < a.number AND o.state NOT IN ('refused', 'failed')
    )"""
"""The attempt `a` is the first one of its homework that was neither refused nor failed."""


def build_attempt_days(homeworks: str) -> str:
    """Return SQL of the local days of all attempts at these homeworks (a subquery of their ids)."""
    return f"""
SELECT at.day, at.day FROM homework_attempt a JOIN homework_homework w ON w.id = a.homework_id {PLACE}
CROSS JOIN LATERAL (SELECT (a.created_at AT TIME ZONE {GROUP_ZONE})::date) AS at (day)
WHERE w.id IN ({homeworks})"""  # noqa: S608


def build_changed_days(homework: str) -> str:
    """Return SQL of the local days on which changed rows were made; a day more at both ends where the homework, whose
    id is `homework`, is gone.
    """
    return f"""
SELECT at.day - at.spare, at.day + at.spare FROM changed LEFT JOIN (
    homework_homework w {PLACE}
) ON w.id = {homework}
CROSS JOIN LATERAL (
    SELECT (changed.created_at AT TIME ZONE COALESCE({GROUP_ZONE}, 'UTC'))::date, CASE WHEN w.id IS NULL THEN 1 ELSE 0 END
) AS at (day, spare)"""  # noqa: S608, E501
