"""Queries of the webhook delivery log."""

from django.db.models import QuerySet
from django.db.models.functions import Left

from apps.core.lookups import filter_given
from apps.payments.models import WebhookDelivery

MAX_SHOWN = 2000
"""Characters of a body or an answer that are read for the list."""


def list_webhook_deliveries(
    *, provider: str = "", verdict: str = "", event_type: str = ""
) -> QuerySet[WebhookDelivery]:
    """Return deliveries of a provider, result and event type; with the start of body and answer as `shown_body` and
    `shown_answer`.
    """
    rows = WebhookDelivery.objects.select_related("transaction")
    rows = rows.annotate(shown_body=Left("body", MAX_SHOWN), shown_answer=Left("answer", MAX_SHOWN))
    rows = filter_given(rows, provider=provider or None, verdict=verdict or None, what=event_type or None)
    return rows.defer("body", "answer")
