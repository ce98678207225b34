"""No list of notifications is ordered by their creation any more."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0008_list_by_last_change")]

    operations = [RemoveIndexConcurrently(model_name="notification", name="notificatio_user_id_c81de2_idx")]
