"""What the clients of other companies must remember between processes."""

from django.db import models

from apps.core.models import BaseModel


class ProviderToken(BaseModel):
    """A provider's access token, shared by all processes and sealed; one row a provider.

    `version` counts the tokens; `renewing_until` is the lease of the one process that fetches the next.
    `refused_until`: until then the provider is not asked again, as it refused our credentials or told us to wait.
    """

    provider = models.CharField(max_length=20, unique=True)
    sealed = models.BinaryField(default=b"")
    expires_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    renewing_until = models.DateTimeField(null=True, blank=True)
    refused_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"token of {self.provider}"


class SmsDay(BaseModel):
    """How many SMS were handed over on one day (UTC)."""

    day = models.DateField(unique=True)
    sent = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"SMS of {self.day}"


class TelegramUpdate(BaseModel):
    """An update that Telegram sent and that was acted on: it may come again, and late."""

    update_id = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"update {self.update_id}"
