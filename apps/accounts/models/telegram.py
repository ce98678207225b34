"""The chat with the centre's bot in which a person can be reached."""

from django.db import models

from apps.accounts.models.people import User
from apps.core.models import BaseModel


class TelegramLink(BaseModel):
    """A private chat that is a person's own: one chat a person, one person a chat.

    `blocked_at`: they blocked the bot; nothing is sent there until they start it again.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="telegram_link")
    chat_id = models.BigIntegerField(unique=True)
    linked_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Telegram of {self.user_id}"


class TelegramStart(BaseModel):
    """An open one-time link to the bot: whoever opens it links the chat they open it in. Only its hash is kept."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link to the bot for {self.user_id}"
