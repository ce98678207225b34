"""A lesson's history may begin with its planning."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lessons", "0006_when_lessons_were_last_made")]

    operations = [
        migrations.AlterField(
            model_name="lessonchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("created", "Created"),
                    ("held", "Held"),
                    ("cancelled", "Cancelled"),
                    ("restored", "Restored"),
                    ("substituted", "Substituted"),
                    ("forced", "Forced"),
                    ("changed", "Changed"),
                ],
                max_length=12,
            ),
        ),
    ]
