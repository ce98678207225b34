"""Stored state of SMS, Telegram and their providers."""

from django.db import models

from apps.core.models import BaseModel


class ProviderToken(BaseModel):
    """The access token of a provider, shared by all processes and sealed; one row for each provider.

    `version` counts the tokens. `renewing_until` is the lease of the process that renews it. Until `refused_until` the
    provider is not called, as it refused our credentials or asked to wait. `told_at`: the last alert to the office.
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
    """The number of SMS sent on a day (UTC), and whether the office was told of a low balance."""

    day = models.DateField(unique=True)
    sent = models.PositiveIntegerField(default=0)
    low_told = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"SMS of {self.day}"


class SmsState(models.TextChoices):
    """The state of an SMS; it only moves forward in this order. `maybe`: no answer, it may have been sent.

    `unknown`: Eskiz never reported the result; a late report may still come.
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
    """One SMS handed to Eskiz. The text is not stored, and only two digits of the number.

    The row is created before the request, so that a crash leaves a trace; its id is sent as `user_sms_id`. `key` is the
    caller's key: one SMS for each. `follow` is the kind of job that gets each change. `word` is Eskiz's status, `hint`
    that of the latest callback; `price` is in tiyin.
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
    """An update of Telegram that is or was handled; Telegram may send it again.

    Its content is sealed in its job. `chat_id` is its chat while it waits, 0 afterwards.
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
    """The state of polling for updates; one row.

    `offset` is the number of the next update, changed in the transaction that stores the earlier ones. `bot` is the bot
    of these updates. Only `holder` polls, until `leased_until`.
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
    """The result of a request from Telegram or Eskiz."""

    DONE = "done"
    IGNORED = "ignored"
    """Genuine, and nothing that is acted on: a repeat, an SMS that nobody knows, no update."""
    FORGED = "forged"
    REFUSED = "refused"
    FAILED = "failed"


class WebhookArrival(BaseModel):
    """A request from Telegram or Eskiz (or somebody else), and its answer.

    `body` has the field names, and only values that say nothing about a person.
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
