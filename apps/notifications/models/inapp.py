"""Notifications in the app."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from apps.core.models import BaseModel


class Notification(BaseModel):
    """One message to one user. `type` is a declared notification type, `data` fills its text.

    `key` makes it unique: there is one per user, type and key. While an unread one of the user, type and `group`
    exists, the next event of that group changes it: `count` is the number of events, `changed_at` the time of the last
    one. `shown` is false when the user
    switched off this type in the app and it is only sent outside.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    type = models.CharField(max_length=60)
    data: Any = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=100, blank=True, default="")
    group = models.CharField(max_length=100, blank=True, default="")
    count = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now, db_default=Now())
    shown = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "type", "key"], condition=~models.Q(key=""), name="notification_once_a_key"
            ),
            models.UniqueConstraint(
                fields=["user", "type", "group"],
                condition=models.Q(read_at__isnull=True) & ~models.Q(group=""),
                name="notification_one_unread_a_group",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-changed_at"], name="notification_last_changed"),
            models.Index(fields=["user"], name="notification_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.type} to {self.user_id}"
