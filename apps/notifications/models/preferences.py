"""Message preferences of users."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.notifications.channels import Channel


class NotificationPreference(BaseModel):
    """A user's choice for one type on one channel; without a row the declared default applies."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    type = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "type", "channel"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.type} by {self.channel}"


class DigestMode(models.TextChoices):
    """Whether messages that can wait come together once a day."""

    OFF = "off", _("Each by itself")
    DAILY = "daily", _("Once a day, together")


class MessageSettings(BaseModel):
    """Quiet hours and digest of a user, in local times of the user's zone. Without a row, and for times named in
    `centres`, the centre's settings apply; those fields hold what the settings were then.

    Quiet hours may pass midnight; two equal times mean none.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="message_settings")
    quiet_from = models.TimeField()
    quiet_until = models.TimeField()
    digest = models.CharField(max_length=10, choices=DigestMode.choices, default=DigestMode.OFF)
    digest_at = models.TimeField()
    centres = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)

    def __str__(self) -> str:
        return f"messages of {self.user_id}"
