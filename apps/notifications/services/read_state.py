"""Mark notifications as read: by their user, or because what they tell of was decided."""

from collections.abc import Collection

from django.utils import timezone

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.notifications import events, queries
from apps.notifications.models import Notification
from apps.notifications.services.creation import publish_with_unread_count
from apps.notifications.services.deliveries import cancel_deliveries


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


def settle_notifications(*, users: Collection[User], type: str, key: str) -> None:  # noqa: A002
    """Mark these users' notifications of this type and key as read, because what they tell of no longer waits.

    Messages about it that are still queued are cancelled.
    """
    with unit_of_work():
        now = timezone.now()
        unread = Notification.objects.filter(user__in=users, type=type, key=key, read_at__isnull=True)
        for notification in unread.select_related("user").order_by("user_id"):
            if unread.filter(pk=notification.pk).update(read_at=now, updated_at=now) and notification.shown:
                _publish_read(notification.user, [str(notification.pk)])
        cancel_deliveries(users=[user.pk for user in users], types=[type], key=key)


def settle_group(*, users: Collection[User], type: str, group: str) -> None:  # noqa: A002
    """Mark these users' unread notification of this type and group as read: they know what it tells.

    Messages about it that are still queued are cancelled.
    """
    with unit_of_work():
        now = timezone.now()
        unread = Notification.objects.filter(user__in=users, type=type, group=group, read_at__isnull=True)
        for notification in unread.select_related("user").order_by("user_id"):
            cancel_deliveries(users=[notification.user_id], types=[type], notification=notification)
            if unread.filter(pk=notification.pk).update(read_at=now, updated_at=now) and notification.shown:
                _publish_read(notification.user, [str(notification.pk)])


def _publish_read(user: User, ids: list[str], *, everything: bool = False) -> None:
    publish_with_unread_count(user, events.NotificationsRead, notifications=ids, all=everything)
