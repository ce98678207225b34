"""The list of notifications reads its first page from an index."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0006_last_changed_first")]

    operations = [
        AddIndexConcurrently(
            model_name="notification",
            index=models.Index(fields=["user", "-changed_at"], name="notification_last_changed"),
        ),
        RemoveIndexConcurrently(model_name="notification", name="notificatio_user_id_c81de2_idx"),
    ]
