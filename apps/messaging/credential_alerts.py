"""Alerts when a provider refuses our credentials: one log line and one message to the office a day."""

from datetime import timedelta

import structlog
from django.db.models import Q
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.messaging.models import ProviderToken

log = structlog.get_logger(__name__)

ALERT_INTERVAL = timedelta(days=1)


def report_refused_credentials(*, provider: str, status: int) -> None:
    """Log it and notify the office (job `portal.provider_refuses`), at most once a day."""
    now = timezone.now()
    with unit_of_work():
        ProviderToken.objects.get_or_create(provider=provider)
        untold = Q(told_at__isnull=True) | Q(told_at__lte=now - ALERT_INTERVAL)
        if not ProviderToken.objects.filter(untold, provider=provider).update(told_at=now, updated_at=now):
            return
        enqueue(kind="portal.provider_refuses", object_id=provider)
    log.error("a provider refuses our credentials; see its settings", provider=provider, status=status)
