"""Delete old audit log entries. The database refuses every other way."""

from datetime import datetime, timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import connection

from apps.core.uow import unit_of_work
from apps.settings.models import AuditLog, AuditValues

MINIMUM_AGE = timedelta(days=365)
ALLOW_SQL = "SELECT set_config('talim.clean_up', %s, true)"


def delete_old_audit_logs(*, before: datetime, limit: int) -> int:
    """Delete up to `limit` entries older than `before`, with their values; return how many.

    Entries younger than a year by the clock of the database are never deleted; the database refuses it.
    """
    with unit_of_work():
        old = AuditLog.objects.filter(created_at__lt=before).filter(created_at__lt=TransactionNow() - MINIMUM_AGE)
        ids = list(old.order_by("id").values_list("pk", flat=True)[:limit])
        AuditValues.objects.filter(pk__in=ids).delete()
        with connection.cursor() as cursor:
            cursor.execute(ALLOW_SQL, ["audit log"])
            AuditLog.objects.filter(pk__in=ids)._raw_delete(AuditLog.objects.db)
            cursor.execute(ALLOW_SQL, [""])
    return len(ids)
