"""Which notifications, push subscriptions and templates a user may load. A missing object and one of another user raise
the same NotFound.
"""

from uuid import UUID

from apps.accounts.models import User
from apps.core.lookups import get_or_not_found
from apps.notifications import queries
from apps.notifications.models import Notification, NotificationTemplate, PushSubscription
from apps.notifications.push import list_user_subscriptions


def get_notification(user: User, notification_id: UUID) -> Notification:
    """Return one of the user's own notifications."""
    return get_or_not_found(queries.list_notifications(user).select_related("user"), notification_id)


def get_push_subscription(user: User, subscription_id: UUID) -> PushSubscription:
    """Return one of the user's own push subscriptions."""
    return get_or_not_found(list_user_subscriptions(user), subscription_id)


def get_template(template_id: UUID) -> NotificationTemplate:
    """Return a template of the centre. The caller checks the permission."""
    return get_or_not_found(NotificationTemplate.objects.all(), template_id)
