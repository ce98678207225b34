"""Lessons with marks become held, where the pay of their month is open; `GET /lessons/unsettled/?marked=true` lists the
others for the office.
"""

from django.db import migrations, transaction
from django.utils import timezone

BATCH = 1000

DUE = """
    SELECT lesson.id FROM lessons_lesson lesson
    JOIN courses_group meets ON meets.id = lesson.group_id
    JOIN settings_branch branch ON branch.id = meets.branch_id
    WHERE lesson.status = 'planned' AND lesson.starts_at <= %(now)s
        AND EXISTS (SELECT FROM attendance_attendance mark WHERE mark.lesson_id = lesson.id)
        AND NOT EXISTS (
            SELECT FROM payments_paymonth closed
            WHERE closed.teacher_id = lesson.teacher_id AND closed.branch_id = meets.branch_id
                AND closed.month = date_trunc('month',
                    lesson.starts_at AT TIME ZONE coalesce(nullif(meets.zone, ''), branch.zone))::date)
    ORDER BY lesson.id
    LIMIT %(batch)s
    FOR UPDATE OF lesson
"""


def hold_marked_lessons(apps, schema_editor):
    lesson_model = apps.get_model("lessons", "Lesson")
    change_model = apps.get_model("lessons", "LessonChange")
    log_model = apps.get_model("settings", "AuditLog")
    now, changes = timezone.now(), {"changes": {"status": ["planned", "held"]}}
    while True:
        with transaction.atomic(using=schema_editor.connection.alias):
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(DUE, {"now": now, "batch": BATCH})
                ids = [lesson_id for (lesson_id,) in cursor.fetchall()]
            lessons = lesson_model.objects.filter(pk__in=ids)
            # `updated_at` stays: nothing that reads changes since then has to read these again.
            for lesson in lessons.only("sequence"):
                lesson.status, lesson.sequence = "held", lesson.sequence + 1
                lesson.save(update_fields=["status", "sequence"])
            change_model.objects.bulk_create(
                [change_model(lesson_id=pk, kind="held", data=changes, told_at=now) for pk in ids]
            )
            log_model.objects.bulk_create(
                [
                    log_model(action="lessons.held", object_type="lessons.lesson", object_id=str(pk), fields=["status"])
                    for pk in ids
                ]
            )
        if len(ids) < BATCH:
            return


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("payments", "0006_lessons_held_by_marks"),
        ("lessons", "0010_held_lessons_stay_held"),
        ("attendance", "0001_squashed_0005_days_of_study"),
        ("settings", "0011_lessons_and_people_settings"),
        ("courses", "0009_newest_placements_first"),
    ]

    operations = [migrations.RunPython(hold_marked_lessons, migrations.RunPython.noop)]
