"""On which local day the lessons of a schedule were last made up to the horizon."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lessons", "0005_changes_people_were_told_of")]

    operations = [
        migrations.AddField(
            model_name="lessonschedule",
            name="filled_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
