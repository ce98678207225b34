from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("homework", "0007_tasks_of_online_courses")]

    operations = [
        AddIndexConcurrently(model_name="homework", index=models.Index(fields=["created_at"], name="homework_by_day")),
    ]
