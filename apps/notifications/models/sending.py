"""What went out to addresses: every delivery is a row, every SMS is paid from a month's budget."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.notifications.channels import Channel
from apps.notifications.models.inapp import Notification


class DeliveryState(models.TextChoices):
    """queued → sent → delivered | failed; or skipped, when it was never handed over, with the reason."""

    QUEUED = "queued", _("Waiting")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")
    SKIPPED = "skipped", _("Not sent")


FINAL_STATES = (DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.SKIPPED)
"""A delivery in one of these moves no more, unless the office tries it again."""


class NotificationLog(BaseModel):
    """One message by one channel: what became of it, when, at what cost, and why not.

    It goes out at `due_at`, not before (quiet hours, a digest), and after `worth_until` not any more. `digest`: the row
    waits for its person's next digest, and `in_digest` names the delivery that carried it. `falls_back`: an SMS may
    take its place; `fallback_of` is the delivery that this one takes the place of. `cost` is in tiyin, what the budget
    was charged; `reason` is one of `apps.notifications.reasons`, never the provider's words. `address` is shortened for
    looking at (`+998 *** 67`).

    `handed_at` is written before the provider is asked and taken back when nothing has certainly gone out: a row that
    is queued with it belongs to a worker that sends just now, or was killed between sending and writing. An SMS in that
    state is never sent again; a Telegram message, an e-mail or a push is. `taken_by`: the `PushSubscription`s that have
    the message; a later try leaves them out. `tries` numbers the hand-overs and fences what comes
    of them.
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
    """What the SMS of notifications cost in one month (local to the default branch), in tiyin; its budget is a setting.

    Codes do not count here: nobody is locked out because a month's announcements used the money up.
    """

    month = models.DateField(unique=True)
    spent = models.PositiveBigIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"SMS of {self.month:%Y-%m}"
