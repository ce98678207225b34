"""What was handed in keeps the deadline by which it is judged, and makes days of study also where it came before them."""

from django.db import migrations, models

AS_NOW = """
UPDATE homework_attempt AS attempt SET due_at = greatest(assignment.deadline, homework.extended_until)
FROM homework_homework AS homework JOIN homework_assignment AS assignment ON assignment.id = homework.assignment_id
WHERE homework.id = attempt.homework_id AND assignment.deadline IS NOT NULL;
"""
STUDY_DAYS = """
WITH days AS (
    SELECT DISTINCT homework.student_id, 'homework:' || homework.id AS cause,
        (attempt.created_at AT TIME ZONE coalesce(nullif(learns.zone, ''), branch.zone))::date AS day
    FROM homework_attempt AS attempt
    JOIN homework_homework AS homework ON homework.id = attempt.homework_id
    JOIN homework_assignment AS assignment ON assignment.id = homework.assignment_id
    JOIN courses_group AS learns ON learns.id = assignment.group_id
    JOIN settings_branch AS branch ON branch.id = learns.branch_id
    WHERE attempt.state IN ('scored', 'transcribed', 'stored')
), added AS (
    INSERT INTO gamification_studyday (student_id, cause, day) SELECT student_id, cause, day FROM days
    ON CONFLICT (cause, day) DO NOTHING RETURNING student_id
)
INSERT INTO gamification_studentcoin AS coin (student_id, balance, earned, name_hidden, changed)
SELECT DISTINCT student_id, 0, 0, false, true FROM added
ON CONFLICT (student_id) DO UPDATE SET changed = true;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("homework", "0003_every_kind_of_homework"),
        ("gamification", "0002_boards_achievements_shop"),
    ]

    operations = [
        migrations.AddField("attempt", "due_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(AS_NOW, migrations.RunSQL.noop),
        migrations.RunSQL(STUDY_DAYS, migrations.RunSQL.noop),
    ]
