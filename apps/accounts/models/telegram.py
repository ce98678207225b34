"""Links of users to Telegram chats."""

from django.db import models

from apps.accounts.models.people import User
from apps.core.models import BaseModel


class TelegramLink(BaseModel):
    """A user's private chat with the bot: one chat for each user, one user for each chat.

    `blocked_at`: the user blocked the bot; nothing is sent until they start it again.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="telegram_link")
    chat_id = models.BigIntegerField(unique=True)
    linked_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Telegram of {self.user_id}"


class TelegramStart(BaseModel):
    """An open single-use link to the bot; it links the chat in which it is opened. Stored as a hash."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link to the bot for {self.user_id}"
