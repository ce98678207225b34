"""Writes about notifications: telling people, what they read, what goes out to their addresses, what they want."""

from apps.notifications.services.reading import mark_all_read, mark_read
from apps.notifications.services.security import security_notice
from apps.notifications.services.telling import notify

__all__ = ["mark_all_read", "mark_read", "notify", "security_notice"]
