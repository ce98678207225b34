"""Reads over notifications."""

from typing import Any

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.notifications import types
from apps.notifications.models import Notification

SNAPSHOT_SIZE = 20


def notifications_of(user: User, *, unread: bool = False) -> QuerySet[Notification]:
    """The user's own notifications: all, or only the unread ones."""
    mine = Notification.objects.filter(user=user)
    return mine.filter(read_at__isnull=True) if unread else mine


def unread_count(user: User) -> int:
    """How many the user has not read."""
    return notifications_of(user, unread=True).count()


def drawn(notification: Notification) -> dict[str, Any]:
    """A notification as clients draw it: its words in the active language."""
    title, text = types.words(notification.type, notification.data)
    return {
        "id": str(notification.pk),
        "type": notification.type,
        "title": title,
        "text": text,
        "data": notification.data,
        "read": notification.read_at is not None,
        "created_at": notification.created_at.isoformat(),
    }


def user_snapshot(user: User) -> dict[str, Any]:
    """What the stream `user:{id}` starts from: `{"unread", "notifications"}`, the last 20, newest first."""
    newest = notifications_of(user).order_by("-id")[:SNAPSHOT_SIZE]
    return {"unread": unread_count(user), "notifications": [drawn(one) for one in newest]}
