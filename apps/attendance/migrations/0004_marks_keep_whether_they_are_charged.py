from django.db import migrations, models

BY_THEIR_STATUS = """
UPDATE attendance_attendance mark SET charged = status.charged
FROM attendance_attendancestatus status
WHERE status.id = mark.status_id AND NOT status.charged
"""


class Migration(migrations.Migration):
    dependencies = [("attendance", "0003_who_stood_before_and_what_was_told")]

    operations = [
        migrations.AddField(
            model_name="attendance",
            name="charged",
            field=models.BooleanField(default=True),
        ),
        migrations.RunSQL(BY_THEIR_STATUS, migrations.RunSQL.noop),
    ]
