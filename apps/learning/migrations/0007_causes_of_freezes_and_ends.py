"""What froze or ended an enrolment was a word in its reason; the office could type the same word. Frozen ones end too
when their time is over.
"""

from django.db import migrations, models
from django.db.models import F

CAUSES = ("dispute", "refund", "expired", "left_group", "erased")


def name_causes(apps, schema_editor):
    closed = apps.get_model("learning", "Enrollment").objects.exclude(state="active").filter(cause="")
    closed.filter(reason__in=CAUSES).update(cause=F("reason"), reason="")
    closed.update(cause="office")


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0006_coins_of_courses"),
    ]

    operations = [
        migrations.AddField(
            model_name="enrollment",
            name="cause",
            field=models.CharField(
                blank=True,
                choices=[
                    ("office", "Office"),
                    ("dispute", "Dispute"),
                    ("refund", "Refund"),
                    ("expired", "Expired"),
                    ("left_group", "Left Group"),
                    ("erased", "Erased"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.RunPython(name_causes, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="enrollment", name="enrollment_running_out"),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(
                condition=models.Q(("state__in", ["active", "frozen"])), fields=["until"], name="enrollment_running_out"
            ),
        ),
    ]
