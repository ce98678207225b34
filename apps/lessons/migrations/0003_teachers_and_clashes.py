"""Lessons that stand already: the group's lead gives them; those that clash keep their place as forced ones."""

from django.db import migrations

TEACHERS = """
    UPDATE lessons_lesson SET teacher_id = courses_group.lead_teacher_id
    FROM courses_group WHERE courses_group.id = lessons_lesson.group_id AND lessons_lesson.teacher_id IS NULL
"""

CLASHES = """
    UPDATE lessons_lesson SET forced = true
    WHERE status <> 'cancelled' AND EXISTS (
        SELECT FROM lessons_lesson AS other
        WHERE other.id < lessons_lesson.id AND other.status <> 'cancelled'
          AND (other.group_id = lessons_lesson.group_id OR other.teacher_id = lessons_lesson.teacher_id)
          AND tstzrange(other.starts_at, other.ends_at) && tstzrange(lessons_lesson.starts_at, lessons_lesson.ends_at)
    )
"""


class Migration(migrations.Migration):
    dependencies = [("lessons", "0002_timetable")]

    operations = [
        migrations.RunSQL(TEACHERS, migrations.RunSQL.noop),
        migrations.RunSQL(CLASHES, migrations.RunSQL.noop),
    ]
