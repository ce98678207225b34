"""Announcements of staff to many users."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel


class AnnouncementScope(models.TextChoices):
    """Who gets an announcement: `object_id` names the group, course or branch, `role` the role."""

    GROUP = "group", _("A group")
    COURSE = "course", _("A course")
    BRANCH = "branch", _("A branch")
    ROLE = "role", _("A role")


class Announcement(BaseModel):
    """One announcement, sent now or at `send_at`. `title` and `text` are {uz, ru, en}, at least one of them.

    `audience`: pupils, parents or both, for scopes with pupils. Recipients are found when it is sent.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    scope = models.CharField(max_length=10, choices=AnnouncementScope.choices)
    object_id = models.UUIDField(null=True, blank=True)
    role = models.CharField(max_length=30, blank=True, default="")
    audience: Any = models.JSONField(default=list)
    title: Any = models.JSONField(default=dict)
    text: Any = models.JSONField(default=dict)
    channels: Any = models.JSONField(default=list)
    send_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reached = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope="role", object_id__isnull=True)
                | (~models.Q(scope="role") & models.Q(object_id__isnull=False, role="")),
                name="announcement_names_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(cancelled_at__isnull=True),
                name="announcement_sent_or_cancelled",
            ),
        ]
        indexes = [models.Index(fields=["scope", "object_id", "-id"])]

    def __str__(self) -> str:
        return f"announcement to {self.scope} {self.object_id or self.role}"
