"""Who may load which notification: its user. Missing and foreign give the same NotFound."""

from uuid import UUID

from apps.accounts.models import User
from apps.core.rows import get_one
from apps.notifications import queries
from apps.notifications.models import Notification, NotificationTemplate


def get_notification(user: User, notification_id: UUID) -> Notification:
    """One of the user's own notifications."""
    return get_one(queries.notifications_of(user).select_related("user"), notification_id)


def get_template(template_id: UUID) -> NotificationTemplate:
    """Own words of the centre, for whoever writes them."""
    return get_one(NotificationTemplate.objects.all(), template_id)
