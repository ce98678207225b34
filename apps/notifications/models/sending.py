"""Deliveries to addresses, and the monthly SMS budget."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.notifications.channels import Channel
from apps.notifications.models.inapp import Notification


class DeliveryState(models.TextChoices):
    """queued → sent → delivered | failed; or skipped when it was never sent, with the reason."""

    QUEUED = "queued", _("Waiting")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")
    SKIPPED = "skipped", _("Not sent")


FINAL_STATES = (DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.SKIPPED)
"""A delivery in one of these states does not change, unless the office retries it."""


class NotificationLog(BaseModel):
    """One message on one channel: its state, times, cost and reason.

    It is sent between `due_at` (after quiet hours or with a digest) and `worth_until`. `digest`: it waits for the
    user's next digest; `in_digest` is the delivery of that digest. `falls_back`: an SMS may replace it; `fallback_of`
    is the delivery that this one replaces. `cost` is in tiyin as charged to the budget; `reason` is a code of
    `apps.notifications.reasons`. `address` is masked (`+998 *** 67`).

    `handed_at` is saved before the provider is called and removed when the message was certainly not sent. A queued row
    with it belongs to a worker that is sending now, or that died between sending and saving. An SMS in that state is
    never sent again; other messages are. `taken_by`: ids of `PushSubscription`s that have the message; a retry skips
    them. `tries` numbers the attempts, so that a late result is saved on the right one.
    """

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    type = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    reason = models.CharField(max_length=40, blank=True, default="")
    due_at = models.DateTimeField()
    worth_until = models.DateTimeField()
    falls_back = models.BooleanField(default=False)
    digest = models.BooleanField(default=False)
    in_digest = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="carried")
    fallback_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="fallback"
    )
    address = models.CharField(max_length=60, blank=True, default="")
    language = models.CharField(max_length=2, blank=True, default="")
    parts = models.PositiveSmallIntegerField(default=0)
    cost = models.PositiveBigIntegerField(default=0)
    provider_id = models.CharField(max_length=64, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    taken_by: Any = ArrayField(models.UUIDField(), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "channel"],
                condition=models.Q(fallback_of__isnull=True),
                name="delivery_once_a_channel",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["failed", "skipped"]) | ~models.Q(reason=""),
                name="delivery_that_failed_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "skipped", "failed"]) | models.Q(sent_at__isnull=False),
                name="delivery_that_went_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"]),
            models.Index(fields=["provider_id"], condition=~models.Q(provider_id=""), name="delivery_at_provider"),
            models.Index(fields=["due_at"], condition=models.Q(state="queued"), name="delivery_waiting"),
            models.Index(fields=["in_digest"], condition=models.Q(in_digest__isnull=False), name="delivery_carried"),
        ]

    def __str__(self) -> str:
        return f"{self.type} by {self.channel}: {self.state}"


class SmsMonth(BaseModel):
    """Cost of SMS notifications in one month (local to the default branch), in tiyin; the budget is a setting. SMS with
    codes do not count, so users can sign in when the budget is used up.
    """

    month = models.DateField(unique=True)
    spent = models.PositiveBigIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"SMS of {self.month:%Y-%m}"
