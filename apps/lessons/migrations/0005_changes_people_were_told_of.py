"""Which moves and changes of a lesson the people were told of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lessons", "0004_no_clashes")]

    operations = [
        migrations.AddField(
            model_name="lessonchange",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="lessonreschedule",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
