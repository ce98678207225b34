"""The end of old entries of the audit log: the only way by which the database lets them go."""

from datetime import datetime, timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import connection

from apps.core.uow import unit_of_work
from apps.settings.models import AuditLog, AuditValues

LEAST = timedelta(days=365)
ALLOWED = "SELECT set_config('talim.clean_up', %s, true)"


def remove_entries(*, before: datetime, most: int) -> int:
    """Delete entries older than a moment with their values, at most so many; how many it were.

    Whatever the moment, none that is younger than a year by the database's clock, which refuses that.
    """
    with unit_of_work():
        old = AuditLog.objects.filter(created_at__lt=before).filter(created_at__lt=TransactionNow() - LEAST)
        ids = list(old.order_by("id").values_list("pk", flat=True)[:most])
        AuditValues.objects.filter(pk__in=ids).delete()
        with connection.cursor() as cursor:
            cursor.execute(ALLOWED, ["audit log"])
            AuditLog.objects.filter(pk__in=ids)._raw_delete(AuditLog.objects.db)
            cursor.execute(ALLOWED, [""])
    return len(ids)
