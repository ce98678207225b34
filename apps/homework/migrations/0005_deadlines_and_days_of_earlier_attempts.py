"""What was handed in before has the deadline by which it is judged, and makes days of study.

Each batch is committed by itself, so nobody waits for the whole; what was done when it is cut off is not done again.
"""

from typing import Any
from uuid import UUID

from django.db import migrations

BATCH = 5000
NEXT = """
SELECT id FROM homework_attempt WHERE %(after)s::uuid IS NULL OR id > %(after)s ORDER BY id OFFSET %(batch)s - 1 LIMIT 1
"""
PART = "(%(after)s::uuid IS NULL OR attempt.id > %(after)s) AND (%(last)s::uuid IS NULL OR attempt.id <= %(last)s)"
DEADLINES = f"""
UPDATE homework_attempt AS attempt SET due_at = greatest(assignment.deadline, homework.extended_until)
FROM homework_homework AS homework JOIN homework_assignment AS assignment ON assignment.id = homework.assignment_id
WHERE homework.id = attempt.homework_id AND assignment.deadline IS NOT NULL AND attempt.due_at IS NULL AND {PART}
"""
STUDY_DAYS = f"""
WITH days AS (
    SELECT DISTINCT homework.student_id, 'homework:' || homework.id AS cause,
        (attempt.created_at AT TIME ZONE coalesce(nullif(learns.zone, ''), branch.zone))::date AS day
    FROM homework_attempt AS attempt
    JOIN homework_homework AS homework ON homework.id = attempt.homework_id
    JOIN homework_assignment AS assignment ON assignment.id = homework.assignment_id
    JOIN courses_group AS learns ON learns.id = assignment.group_id
    JOIN settings_branch AS branch ON branch.id = learns.branch_id
    WHERE attempt.state IN ('scored', 'transcribed', 'stored') AND {PART}
), added AS (
    INSERT INTO gamification_studyday (student_id, cause, day) SELECT student_id, cause, day FROM days
    ON CONFLICT (cause, day) DO NOTHING RETURNING student_id
)
INSERT INTO gamification_studentcoin AS coin (student_id, balance, earned, name_hidden, changed)
SELECT DISTINCT student_id, 0, 0, false, true FROM added ORDER BY student_id
ON CONFLICT (student_id) DO UPDATE SET changed = true
"""


def fill(apps: Any, schema_editor: Any) -> None:
    """Go through all attempts in the order of their ids."""
    after: UUID | None = None
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(NEXT, {"after": after, "batch": BATCH})
            found = cursor.fetchone()
            part = {"after": after, "last": found[0] if found else None}
            cursor.execute(DEADLINES, part)
            cursor.execute(STUDY_DAYS, part)
            if not found:
                return
            after = found[0]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("homework", "0004_attempts_keep_their_deadline"),
        ("gamification", "0002_boards_achievements_shop"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
