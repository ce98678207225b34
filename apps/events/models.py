"""Numbered event streams and socket tickets."""

from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel


class Stream(models.Model):
    """One stream and the number of its last event; its row is locked while numbers are taken."""

    name = models.CharField(max_length=80, primary_key=True)
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.seq}"


class StreamEvent(models.Model):
    """One event of a stream, numbered without gaps from 1."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="events", db_index=False)
    seq = models.BigIntegerField()
    type = models.CharField(max_length=60)
    data: Any = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="stream_event_once")]
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.stream_id} #{self.seq} {self.type}"


class SocketTicket(BaseModel):
    """A single-use ticket for opening a socket, valid for thirty seconds; only its hash is stored.

    Once used it represents the open socket: `seen_at` is updated every minute, the row is deleted when the socket
    closes, and a socket whose row is gone is closed.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_id = models.UUIDField()
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"ticket of {self.user_id}"
