"""What a person wants to be told, and when."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.notifications.channels import Channel


class NotificationPreference(BaseModel):
    """One person's own word about one type on one channel; without a row the type's declaration holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    type = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "type", "channel"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.type} by {self.channel}"


class DigestMode(models.TextChoices):
    """Whether what is not pressing comes in one letter a day."""

    OFF = "off", _("Each by itself")
    DAILY = "daily", _("Once a day, together")


class MessageSettings(BaseModel):
    """A person's quiet hours and digest; local times in their zone. Without a row, and for the times that are named in
    `centres`, the centre's settings hold; what stands here of those is what they were at the time of writing.

    Quiet hours may pass midnight; both times alike means none.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="message_settings")
    quiet_from = models.TimeField()
    quiet_until = models.TimeField()
    digest = models.CharField(max_length=10, choices=DigestMode.choices, default=DigestMode.OFF)
    digest_at = models.TimeField()
    centres = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)

    def __str__(self) -> str:
        return f"messages of {self.user_id}"
