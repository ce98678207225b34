"""Message templates of the centre."""

from django.db import models

from apps.core.models import BaseModel
from apps.core.translated_texts import LANGUAGES
from apps.notifications.channels import Channel


class NotificationTemplate(BaseModel):
    """The centre's text for one type, channel and language; without a row the declared text is used. `title` is the
    subject of an e-mail and the heading in the app; SMS and Telegram have none.
    """

    type = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField(max_length=4000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "channel", "language"], name="template_once"),
            models.CheckConstraint(
                condition=models.Q(language__in=list(LANGUAGES)), name="template_in_a_known_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} by {self.channel} in {self.language}"
