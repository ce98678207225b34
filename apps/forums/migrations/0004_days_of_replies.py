from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("forums", "0003_days_of_facts")]

    operations = [
        AddIndexConcurrently(model_name="reply", index=models.Index(fields=["created_at"], name="reply_by_day")),
    ]
