"""Marks make days of study also where they were put before these."""

from django.db import migrations

STUDY_DAYS = """
WITH days AS (
    SELECT mark.student_id, 'attendance:' || mark.lesson_id || ':' || mark.student_id AS cause,
        (lesson.starts_at AT TIME ZONE coalesce(nullif(learns.zone, ''), branch.zone))::date AS day
    FROM attendance_attendance AS mark
    JOIN attendance_attendancestatus AS status ON status.id = mark.status_id
    JOIN lessons_lesson AS lesson ON lesson.id = mark.lesson_id
    JOIN courses_group AS learns ON learns.id = lesson.group_id
    JOIN settings_branch AS branch ON branch.id = learns.branch_id
    WHERE mark.source <> 'import' AND status.counts_as IN ('present', 'late')
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
        ("attendance", "0004_marks_keep_whether_they_are_charged"),
        ("gamification", "0002_boards_achievements_shop"),
    ]

    operations = [migrations.RunSQL(STUDY_DAYS, migrations.RunSQL.noop)]
