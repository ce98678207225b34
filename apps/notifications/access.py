"""Who may load which notification, and which browser that takes them: its user. Missing and foreign give the same
NotFound.
"""

from uuid import UUID

from apps.accounts.models import User
from apps.core.lookups import get_one
from apps.notifications import queries
from apps.notifications.models import Notification, NotificationTemplate, PushSubscription
from apps.notifications.push import list_user_subscriptions


def get_notification(user: User, notification_id: UUID) -> Notification:
    """One of the user's own notifications."""
    return get_one(queries.list_notifications(user).select_related("user"), notification_id)


def get_push_subscription(user: User, subscription_id: UUID) -> PushSubscription:
    """One of the user's own browsers that take messages."""
    return get_one(list_user_subscriptions(user), subscription_id)


def get_template(template_id: UUID) -> NotificationTemplate:
    """Own words of the centre, for whoever writes them."""
    return get_one(NotificationTemplate.objects.all(), template_id)
