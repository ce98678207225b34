"""The list of notifications reads its first page from an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0007_fill_last_changed")]

    operations = [
        AddIndexConcurrently(
            model_name="notification",
            index=models.Index(fields=["user", "-changed_at"], name="notification_last_changed"),
        )
    ]
