"""Personal data in messaging: message files in OUTBOX_ROOT while no provider is configured.

The row of an SMS has two digits of the number and no text, so it identifies nobody.
"""

from pathlib import Path

from django.conf import settings

from apps.core.personal_data import NonPersonalModel, PersonIdentifiers

IMPERSONAL = [
    NonPersonalModel("messaging.ProviderToken"),
    NonPersonalModel("messaging.SmsDay"),
    NonPersonalModel("messaging.SmsMessage", "provider_id"),
    NonPersonalModel("messaging.TelegramUpdate"),
    NonPersonalModel("messaging.TelegramPoll"),
    NonPersonalModel("messaging.WebhookArrival", "what address body"),
]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Delete message files to the person's addresses."""
    folder = Path(settings.ENV.outbox_root)
    addresses = [address.encode() for address in identifiers.addresses]
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_file() and any(address in path.read_bytes() for address in addresses):
            path.unlink(missing_ok=True)
