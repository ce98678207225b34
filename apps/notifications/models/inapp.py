"""What a user is told inside the app."""

from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel


class Notification(BaseModel):
    """One message to one user. `type` names a declared notification type, `data` fills its words.

    `key` makes it once: a second one of the user, type and key is not made. While an unread one of the user, type
    and `group` stands, the next of that group changes it instead of making another: `count` says how many it tells of.
    `shown` is false for what only goes out to addresses, because its reader switched the list off for its type.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    type = models.CharField(max_length=60)
    data: Any = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=100, blank=True, default="")
    group = models.CharField(max_length=100, blank=True, default="")
    count = models.PositiveIntegerField(default=1)
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
            models.Index(fields=["user", "-id"]),
            models.Index(fields=["user"], name="notification_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.type} to {self.user_id}"
