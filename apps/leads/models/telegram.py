"""Strangers who write to the Telegram bot."""

from django.db import models

from apps.core.models import BaseModel
from apps.leads.models.leads import Lead


class TelegramStranger(BaseModel):
    """A private chat with the bot that is linked with nobody: who was told where their question goes.

    `chat`: a keyed hash of the chat's id. `sealed_chat`: the id itself, sealed, once they have asked: the office can
    answer. `lead`: of what they asked, one for the chat while it is open. `last_key`: the message that was taken last,
    so that it counts once.
    """

    chat = models.CharField(max_length=64, unique=True)
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    wrote_at = models.DateTimeField()
    last_key = models.UUIDField(null=True, blank=True)
    sealed_chat = models.BinaryField(blank=True, default=b"", db_default=b"")

    def __str__(self) -> str:
        return f"stranger {self.chat[:8]}"
