"""Rows of before get the time of their last event, so many at a time, each batch in a transaction of its own."""

from django.db import migrations

BATCH = 10_000

LAST_EVENTS = """
    UPDATE notifications_notification
    SET changed_at = CASE WHEN count > 1 AND read_at IS NULL THEN updated_at ELSE created_at END
    WHERE id = ANY(%s)
"""


def fill_last_changed(apps, schema_editor):
    """Ids sort by time; a second run after a cut begins anew and gives the same times."""
    rows = apps.get_model("notifications", "Notification").objects.order_by("id")
    batch = list(rows.values_list("id", flat=True)[:BATCH])
    while batch:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(LAST_EVENTS, [batch])
        batch = list(rows.filter(id__gt=batch[-1]).values_list("id", flat=True)[:BATCH])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0006_last_changed_first")]

    operations = [migrations.RunPython(fill_last_changed, migrations.RunPython.noop)]
