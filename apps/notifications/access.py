"""Who may load which notification: its user. Missing and foreign give the same NotFound."""

from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.notifications import queries
from apps.notifications.models import Notification


def get_notification(user: User, notification_id: UUID) -> Notification:
    """One of the user's own notifications."""
    notification = queries.notifications_of(user).select_related("user").filter(id=notification_id).first()
    if notification is None:
        raise NotFound()
    return notification
