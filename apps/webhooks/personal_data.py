"""Personal data in webhook deliveries: ids in messages, and answers of receivers."""

from apps.core.personal_data import KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.webhooks.models import WebhookDelivery

PERSONAL_DATA = [PersonalData("webhooks.WebhookDelivery", "", KEEP, own=False, loose="data answer")]

IMPERSONAL = [NonPersonalModel("webhooks.Webhook")]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Remove the person from answers. Ids stay for the month that deliveries are kept."""
    for column in ("data", "answer"):
        identifiers.scrub_column(WebhookDelivery.objects.all(), column)
