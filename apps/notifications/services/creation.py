"""Telling a person something: a row, an event on their stream, and a delivery for each channel that goes outside."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from apps.accounts.models import User
from apps.core.errors import broken_constraint
from apps.core.uow import AFTERWARDS, tells_afterwards, unit_of_work
from apps.notifications import events, preferences, queries, types
from apps.notifications.models import Notification
from apps.notifications.services import deliveries
from realtime.events import Event, publish, user_stream

KEY_CONSTRAINT, GROUP_CONSTRAINT = "notification_once_a_key", "notification_one_unread_a_group"


def notify(
    *,
    user: User,
    type: str,  # noqa: A002
    data: Mapping[str, Any],
    key: str = "",
    group: str = "",
    channels: Collection[str] | None = None,
    at: datetime | None = None,
    until: datetime | None = None,
) -> Notification:
    """Tell the user something: a row, `notification.created` on their stream in their language, and a delivery for
    each channel outside by which they want it.

    `type` is a declared notification type, `data` JSON-safe. A second one of the user, type and `key` returns the first
    and sends nothing, also of two at once. While an unread one of the user, type and `group` stands, it is changed
    instead (`count`, `data`, `notification.changed`) and nothing more goes outside. `channels` stand in for the type's;
    the person's own word still holds. Nothing of it happens before `at`, and nothing goes outside from `until` on.

    Raises KeyError for an unknown type or for a place of its text that `data` leaves empty: both are mistakes of the
    caller. Inside `told_afterwards()`, and with an `at` to come, a job does it and the answer is a row that is not
    stored yet.
    """
    if tells_afterwards() or (at is not None and at > timezone.now()):
        told: dict[str, Any] = {"user": str(user.pk), "type": type, "data": dict(data), "key": key, "group": group}
        told |= {"channels": None if channels is None else list(channels), "at": at.isoformat() if at else ""}
        told |= {"until": until.isoformat()} if until else {}
        with unit_of_work() as unit:
            unit.collect(AFTERWARDS, told)
        return Notification(user=user, type=type, data=dict(data), key=key, group=group)
    declared = types.all_types()[type]
    if missing := declared.places() - data.keys():
        raise KeyError(f"notification {type} lacks {', '.join(sorted(missing))}")
    with unit_of_work():
        if key and (first := Notification.objects.filter(user=user, type=type, key=key).first()):
            return first
        wish = preferences.choose_channels(user, declared, channels)
        new = Notification(
            user=user, type=type, data=dict(data), key=key, group=group if wish.shown else "", shown=wish.shown
        )
        if standing := _update_unread_group(new) or _insert_or_get(new):
            return standing
        if new.shown:
            _publish(new, events.NotificationCreated)
        deliveries.create_deliveries(new, declared, wish, now=timezone.now(), until=until)
    return new


def _insert_or_get(new: Notification) -> Notification | None:
    """Store it; or what stands in its place, because another came in between."""
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError as error:
        if broken_constraint(error) == KEY_CONSTRAINT:
            return Notification.objects.get(user=new.user, type=new.type, key=new.key)
        if broken_constraint(error) != GROUP_CONSTRAINT:
            raise
        return _update_unread_group(new) or _insert_or_get(new)
    return None


def _update_unread_group(new: Notification) -> Notification | None:
    """The unread one of its group, now telling of one more; None when none stands.

    A key is kept as a row of its own that nobody sees: it tells of the same thing.
    """
    if not new.group:
        return None
    unread = Notification.objects.filter(user=new.user, type=new.type, group=new.group, read_at__isnull=True)
    standing = unread.select_for_update().first()
    if standing is None:
        return None
    if new.key:
        now = timezone.now()
        holder = Notification(user=new.user, type=new.type, data=new.data, key=new.key, shown=False, read_at=now)
        if first := _insert_or_get(holder):
            return first
    unread.filter(pk=standing.pk).update(data=new.data, count=F("count") + 1, updated_at=timezone.now())
    standing.refresh_from_db(fields=["data", "count", "updated_at"])
    _publish(standing, events.NotificationChanged)
    return standing


def _publish(
    notification: Notification, event: type[events.NotificationCreated] | type[events.NotificationChanged]
) -> None:
    user = notification.user
    with override(user.locale):
        drawn = queries.serialize_notification(notification)
    told: Event = event(notification=drawn, unread=queries.count_unread_notifications(user))
    publish(user_stream(user.pk), told, last_word=lambda: {"unread": queries.count_unread_notifications(user)})
