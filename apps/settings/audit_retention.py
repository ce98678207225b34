"""The end of old entries of the audit log: the only way by which the database lets them go."""

from datetime import datetime, timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import connection

from apps.core.uow import unit_of_work
from apps.settings.models import AuditLog, AuditValues

MINIMUM_AGE = timedelta(days=365)
ALLOW_SQL = "SELECT set_config('talim.clean_up', %s, true)"


def delete_old_audit_logs(*, before: datetime, limit: int) -> int:
    """Delete entries older than a moment with their values, at most so many; how many it were.

    Whatever the moment, none that is younger than a year by the database's clock, which refuses that.
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
