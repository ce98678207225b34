"""Messages, what they said before, and reactions to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.chat.models.rooms import ChatRoom
from apps.core.models import BaseModel, StoredFile

MAX_TEXT = 2000


class ReactionKind(models.TextChoices):
    """The reactions that there are; clients draw them."""

    LIKE = "like", "👍"
    HEART = "heart", "❤️"
    LAUGH = "laugh", "😄"
    SURPRISE = "surprise", "😮"
    SAD = "sad", "😢"
    THANKS = "thanks", "🙏"


class Message(BaseModel):
    """One message of a room: a text, a voice note or both.

    `number` is its place in the room, given when readers get it; until then it is null and the message waits until
    `waits_until`. `client_id`: the id that the author's client gave it, so that a message sent twice is stored once.
    `deleted_at`: readers see that it is deleted; `deleted_by` is its author or who may remove messages of others. A
    message that was deleted while it waited never gets a number. `hidden_at`: a moderator or a rule hides it, and
    readers see it as deleted. `sent_at`: when readers got it. `by_telegram`: its words were written in the bot, so
    Telegram has them already; an edit in the app ends that.
    """

    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    client_id = models.UUIDField()
    by_telegram = models.BooleanField(default=False, db_default=False)
    text = models.TextField(max_length=MAX_TEXT, blank=True)
    voice = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies")
    waits_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="chat_message_once_a_client_id"),
            models.UniqueConstraint(fields=["room", "number"], name="chat_message_number_once"),
            models.UniqueConstraint(fields=["voice"], name="chat_message_has_its_own_voice"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, sent_at__isnull=True, waits_until__isnull=False)
                | Q(number__isnull=False, sent_at__isnull=False),
                name="chat_message_is_sent_or_waits",
            ),
        ]
        indexes = [
            models.Index(
                fields=["waits_until"],
                condition=Q(number__isnull=True, deleted_at__isnull=True, hidden_at__isnull=True),
                name="chat_message_that_waits",
            ),
            models.Index(fields=["created_at"], name="chat_message_by_age"),
            models.Index(fields=["sent_at"], name="chat_message_by_day"),
            models.Index(fields=["room", "author", "-id"], name="chat_message_by_author"),
        ]

    def __str__(self) -> str:
        return f"message {self.number} of {self.room_id}"

    @property
    def is_gone(self) -> bool:
        """Whether readers see it as deleted."""
        return self.deleted_at is not None or self.hidden_at is not None


class MessageVersion(BaseModel):
    """What a message said before it was edited."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField(max_length=MAX_TEXT, blank=True)

    def __str__(self) -> str:
        return f"earlier text of {self.message_id}"


class Reaction(BaseModel):
    """One person's reaction to a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ReactionKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="chat_reaction_once_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.user_id}"
