"""What webhooks know of people: ids in what was sent, and whatever a receiver answered."""

from apps.core.personal_data import Erasure, Impersonal, PersonalData, Traces
from apps.webhooks.models import WebhookDelivery

PERSONAL_DATA = [
    PersonalData("webhooks.WebhookDelivery", "", Erasure.KEEP, own=False, loose=("data", "answer")),
]

IMPERSONAL = [Impersonal("webhooks.Webhook")]


def forget(traces: Traces) -> None:
    """The ids stay for the month that deliveries are kept; what a receiver said of the person goes."""
    for column in ("data", "answer"):
        traces.scrub(WebhookDelivery.objects.all(), column)
