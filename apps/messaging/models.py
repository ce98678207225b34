"""What the clients of other companies must remember between processes."""

from django.db import models

from apps.core.models import BaseModel


class ProviderToken(BaseModel):
    """A provider's access token, shared by all processes and sealed; one row a provider.

    `version` counts the tokens; `renewing_until` is the lease of the one process that fetches the next.
    `refused_until`: until then the provider is not asked again, as it refused our credentials or told us to wait.
    `told_at`: when the office was last told that it refuses our credentials.
    """

    provider = models.CharField(max_length=20, unique=True)
    sealed = models.BinaryField(default=b"")
    expires_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    renewing_until = models.DateTimeField(null=True, blank=True)
    refused_until = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"token of {self.provider}"


class SmsDay(BaseModel):
    """How many SMS were handed over on one day (UTC), and whether the office heard that day that the balance is low."""

    day = models.DateField(unique=True)
    sent = models.PositiveIntegerField(default=0)
    low_told = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"SMS of {self.day}"


class SmsState(models.TextChoices):
    """What became of an SMS, in this order: it never goes back. `maybe`: no answer came, it may have gone out.

    `unknown`: Eskiz never said how it ended; a late word may still tell.
    """

    HANDING_OVER = "handing_over"
    MAYBE = "maybe"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    DELIVERED = "delivered"
    FAILED = "failed"


FINAL_SMS = (SmsState.DELIVERED, SmsState.FAILED)


class SmsMessage(BaseModel):
    """One SMS that was, or was about to be, handed to Eskiz; its text is kept nowhere, of the number two digits.

    The row is there before the request, so that a process that dies between them leaves a trace; its id goes along as
    `user_sms_id`. `key` is the caller's name of it: there is one SMS of a key. `follow` is the kind of job that hears
    of each change. `word` is Eskiz's status in its own word, `hint` that of its latest callback; `price` is in tiyin.
    """

    provider_id = models.CharField(max_length=64, blank=True, default="")
    key = models.CharField(max_length=100, blank=True, default="")
    number = models.CharField(max_length=24)
    follow = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=12, choices=SmsState.choices, default=SmsState.HANDING_OVER)
    word = models.CharField(max_length=30, blank=True, default="")
    hint = models.CharField(max_length=30, blank=True, default="")
    parts = models.PositiveSmallIntegerField(default=0)
    price = models.PositiveBigIntegerField(null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "SMS"
        verbose_name_plural = "SMS"
        constraints = [
            models.UniqueConstraint(
                fields=["provider_id"], condition=~models.Q(provider_id=""), name="sms_once_at_provider"
            ),
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="sms_once_a_key"),
            models.CheckConstraint(
                condition=models.Q(state__in=["delivered", "failed"], final_at__isnull=False)
                | (~models.Q(state__in=["delivered", "failed"]) & models.Q(final_at__isnull=True)),
                name="sms_that_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"SMS to {self.number}: {self.state}"


class TelegramUpdate(BaseModel):
    """An update that Telegram sent and that is, or was, acted on: it may come again, and late.

    What it said lies sealed in its job and goes with it. `chat_id` is its chat while it waits, and 0 afterwards.
    """

    update_id = models.BigIntegerField(unique=True)
    chat_id = models.BigIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["chat_id", "update_id"], condition=~models.Q(chat_id=0), name="telegram_update_waits")
        ]

    def __str__(self) -> str:
        return f"update {self.update_id}"


class TelegramPoll(BaseModel):
    """Where the one process that asks Telegram for updates stands; one row.

    `offset` is the number of the next update, moved in the transaction that keeps those before it. `bot` is
    whose updates these are. `holder` asks until `leased_until`, and nobody else.
    """

    offset = models.BigIntegerField(default=0)
    bot = models.CharField(max_length=20, blank=True, default="")
    holder = models.CharField(max_length=100, blank=True, default="")
    leased_until = models.DateTimeField(null=True, blank=True)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="telegram_poll_is_one")]

    def __str__(self) -> str:
        return f"updates from {self.offset}"


class ArrivalResult(models.TextChoices):
    """What became of a request to one of our addresses for Telegram and Eskiz."""

    DONE = "done"
    IGNORED = "ignored"
    """Genuine, and nothing that is acted on: a repeat, an SMS that nobody knows, no update."""
    FORGED = "forged"
    REFUSED = "refused"
    FAILED = "failed"


class WebhookArrival(BaseModel):
    """What came from Telegram or Eskiz, or pretended to, and what it was answered.

    `body` has the names of what was sent, and values only of what says nothing of a person.
    """

    provider = models.CharField(max_length=20)
    what = models.CharField(max_length=60, blank=True)
    verdict = models.CharField(max_length=10, choices=ArrivalResult.choices)
    status = models.PositiveSmallIntegerField(default=200)
    address = models.GenericIPAddressField(null=True, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    body = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="webhook_arrival_newest")]

    def __str__(self) -> str:
        return f"{self.provider} {self.what} {self.verdict}"
