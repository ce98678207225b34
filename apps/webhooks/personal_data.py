"""What webhooks know of people: ids in what was sent, and whatever a receiver answered."""

from apps.core.personal_data import ErasureAction, NonPersonalModel, PersonalData, PersonTraces
from apps.webhooks.models import WebhookDelivery

PERSONAL_DATA = [
    PersonalData("webhooks.WebhookDelivery", "", ErasureAction.KEEP, own=False, loose=("data", "answer")),
]

IMPERSONAL = [NonPersonalModel("webhooks.Webhook")]


def erase_traces(traces: PersonTraces) -> None:
    """The ids stay for the month that deliveries are kept; what a receiver said of the person goes."""
    for column in ("data", "answer"):
        traces.scrub_column(WebhookDelivery.objects.all(), column)
