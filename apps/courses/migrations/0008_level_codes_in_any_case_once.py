"""Codes of levels that differ only in case are one: the oldest in use stays, courses and placements follow it."""

import django.db.models.functions.text
from django.db import migrations, models

MERGE = """
    CREATE TEMPORARY TABLE same_level ON COMMIT DROP AS
        SELECT id, code, first_value(id) OVER one AS kept, first_value(code) OVER one AS kept_code
        FROM courses_level
        WINDOW one AS (PARTITION BY upper(code) ORDER BY archived_at IS NOT NULL, created_at, id);
    UPDATE courses_placement SET level_id = same.kept
        FROM same_level AS same WHERE same.id = courses_placement.level_id AND same.kept <> same.id;
    UPDATE courses_course SET level = same.kept_code
        FROM same_level AS same WHERE same.code = courses_course.level AND same.kept <> same.id;
    DELETE FROM courses_level USING same_level AS same WHERE same.id = courses_level.id AND same.kept <> same.id;
    SET CONSTRAINTS ALL IMMEDIATE;
    DROP TABLE same_level;
"""


class Migration(migrations.Migration):
    dependencies = [("courses", "0007_courses_searched_without_apostrophes")]

    operations = [
        migrations.RunSQL(MERGE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="level",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Upper("code"), name="level_code_once_in_any_case"
            ),
        ),
    ]
