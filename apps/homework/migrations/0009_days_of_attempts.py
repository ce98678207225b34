from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("homework", "0008_days_of_facts")]

    operations = [
        AddIndexConcurrently(model_name="attempt", index=models.Index(fields=["created_at"], name="attempt_by_day")),
    ]
