"""Mark notifications as read."""

from django.utils import timezone

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.notifications import events, queries
from apps.notifications.models import Notification
from apps.notifications.services.creation import publish_with_unread_count


def mark_read(*, notification: Notification) -> Notification:
    """Mark a notification as read; repeating it changes nothing."""
    with unit_of_work():
        now = timezone.now()
        unread = Notification.objects.filter(pk=notification.pk, read_at__isnull=True)
        if unread.update(read_at=now, updated_at=now):
            _publish_read(notification.user, [str(notification.pk)])
    notification.refresh_from_db()
    return notification


def mark_all_read(*, user: User) -> int:
    """Mark all notifications of the user as read; return how many changed."""
    with unit_of_work():
        now = timezone.now()
        changed = queries.list_notifications(user, unread=True).update(read_at=now, updated_at=now)
        if changed:
            _publish_read(user, [], everything=True)
    return changed


def _publish_read(user: User, ids: list[str], *, everything: bool = False) -> None:
    publish_with_unread_count(user, events.NotificationsRead, notifications=ids, all=everything)
