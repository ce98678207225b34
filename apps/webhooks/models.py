"""Outgoing webhooks and their deliveries."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.models import BaseModel

MAX_URL_LENGTH = 500
MAX_ANSWER_BYTES = 1024


class OffReason(models.TextChoices):
    """Why a webhook is inactive."""

    BY_HAND = "by_hand"
    GONE = "gone"
    FAILING = "failing"


class Webhook(BaseModel):
    """An address of another system that is subscribed to types of events.

    `secret` and `old_secret` are sealed (`signing`); both sign until `old_secret_until`. `failing_since` is the first
    failed try after the last success. Nothing is sent before `resting_until` (circuit breaker). A removed row stays
    without its secrets until its deliveries are gone, so that concurrent writes of deliveries do not fail.
    """

    url = models.CharField(max_length=MAX_URL_LENGTH)
    description = models.CharField(max_length=200, blank=True)
    event_types: Any = ArrayField(models.CharField(max_length=60))
    secret = models.BinaryField()
    old_secret = models.BinaryField(null=True, blank=True)
    old_secret_until = models.DateTimeField(null=True, blank=True)
    active = models.BooleanField(default=True)
    off_reason = models.CharField(max_length=10, choices=OffReason.choices, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    resting_until = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(active=True, off_reason="") | models.Q(active=False) & ~models.Q(off_reason=""),
                name="webhook_off_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True)
                | models.Q(active=False, secret=b"", old_secret__isnull=True),
                name="webhook_removed_keeps_no_secret",
            ),
            models.CheckConstraint(
                condition=models.Q(old_secret__isnull=True, old_secret_until__isnull=True)
                | models.Q(old_secret__isnull=False, old_secret_until__isnull=False),
                name="webhook_old_secret_has_an_end",
            ),
            models.CheckConstraint(condition=models.Q(event_types__len__gte=1), name="webhook_wants_something"),
        ]

    def __str__(self) -> str:
        return self.url


class DeliveryState(models.TextChoices):
    """waiting → delivered or failed; dropped when its webhook was deactivated or the database was restored."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


class WebhookDelivery(BaseModel):
    """One message to one webhook.

    `event_id` is the public id of the message, the same on every try and for every webhook. `tries` counts requests
    since it was created or redelivered. `status`, `answer` (first 1 kB) and `duration_ms` are of the last try; `reason`
    says why it failed.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.UUIDField()
    type = models.CharField(max_length=60)
    api_version = models.CharField(max_length=10)
    happened_at = models.DateTimeField()
    data: Any = models.JSONField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.TextField(blank=True)
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event_id"], name="webhook_delivery_once"),
            models.CheckConstraint(
                condition=~models.Q(state="delivered") | models.Q(delivered_at__isnull=False),
                name="webhook_delivered_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(next_try_at__isnull=True),
                name="webhook_ended_tries_no_more",
            ),
        ]
        indexes = [
            models.Index(fields=["webhook", "-id"], name="webhook_delivery_feed"),
            models.Index(fields=["created_at"], name="webhook_delivery_age"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
