"""Create a notification: a row, an event on the user's stream, and a delivery for each external channel."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from apps.accounts.models import User
from apps.core.errors import get_violated_constraint
from apps.core.uow import DEFERRED, are_messages_deferred, unit_of_work
from apps.events.publishing import Event, get_user_stream, publish_event
from apps.notifications import events, preferences, queries, types
from apps.notifications.models import Notification
from apps.notifications.services import deliveries

KEY_CONSTRAINT, GROUP_CONSTRAINT = "notification_once_a_key", "notification_one_unread_a_group"


def notify(
    *,
    user: User,
    type: str,  # noqa: A002
    data: Mapping[str, Any],
    key: str = "",
    group: str = "",
    channels: Collection[str] | None = None,
    without: Collection[str] = (),
    at: datetime | None = None,
    until: datetime | None = None,
) -> Notification:
    """Notify the user: create a row, publish `notification.created` in the user's language, and create a delivery for
    each external channel that the user wants.

    `type` is a declared notification type, `data` JSON-safe. A second call with the same user, type and `key` returns
    the first notification and sends nothing, also in parallel. While an unread one of the same user, type and `group`
    exists, it is changed instead (`count`, `data`, `changed_at`, event `notification.changed`) and nothing is sent
    outside.
    `channels` replace the type's; the user's choices still apply. The channels of `without` carry nothing, whatever the
    user chose: something else goes there. Nothing happens before `at`, and nothing is sent
    outside from `until` on.

    Raise KeyError for an unknown type or a placeholder that `data` lacks. Inside `defer_messages()`, and with a future
    `at`, a job does it and the result is an unsaved row.
    """
    if are_messages_deferred() or (at is not None and at > timezone.now()):
        item: dict[str, Any] = {"user": str(user.pk), "type": type, "data": dict(data), "key": key, "group": group}
        item |= {"channels": None if channels is None else list(channels), "at": at.isoformat() if at else ""}
        item |= {"until": until.isoformat()} if until else {}
        item |= {"without": list(without)} if without else {}
        with unit_of_work() as unit:
            unit.collect(DEFERRED, item)
        return Notification(user=user, type=type, data=dict(data), key=key, group=group)
    declared = types.get_notification_types_by_name()[type]
    if missing := declared.placeholders() - declared.secrets - data.keys():
        raise KeyError(f"notification {type} lacks {', '.join(sorted(missing))}")
    with unit_of_work():
        if key and (first := Notification.objects.filter(user=user, type=type, key=key).first()):
            return first
        choice = preferences.choose_channels(user, declared, channels)
        choice = replace(choice, external=tuple(channel for channel in choice.external if channel not in without))
        place = {"group": group if choice.in_app else "", "shown": choice.in_app}
        new = Notification(user=user, type=type, data=dict(data), key=key, **place)
        if existing := _update_unread_group(new) or _insert_or_get(new):
            return existing
        if new.shown:
            _publish(new, events.NotificationCreated)
        deliveries.create_deliveries(new, declared, choice, now=timezone.now(), until=until)
    return new


def _insert_or_get(new: Notification) -> Notification | None:
    """Insert the row; return the existing one when another transaction was first."""
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError as error:
        if get_violated_constraint(error) == KEY_CONSTRAINT:
            return Notification.objects.get(user=new.user, type=new.type, key=new.key)
        if get_violated_constraint(error) != GROUP_CONSTRAINT:
            raise
        return _update_unread_group(new) or _insert_or_get(new)
    return None


def _update_unread_group(new: Notification) -> Notification | None:
    """Count the event on the unread notification of its group and return it; None when there is none. A key is saved as
    a hidden row of its own.
    """
    if not new.group:
        return None
    unread = Notification.objects.filter(user=new.user, type=new.type, group=new.group, read_at__isnull=True)
    existing = unread.select_for_update().first()
    if existing is None:
        return None
    if new.key:
        key_row = Notification(
            user=new.user, type=new.type, data=new.data, key=new.key, shown=False, read_at=timezone.now()
        )
        if first := _insert_or_get(key_row):
            return first
    now = timezone.now()
    unread.filter(pk=existing.pk).update(data=new.data, count=F("count") + 1, changed_at=now, updated_at=now)
    existing.refresh_from_db(fields=["data", "count", "changed_at", "updated_at"])
    _publish(existing, events.NotificationChanged)
    return existing


def _publish(notification: Notification, event: type[events.NotificationCreated]) -> None:
    with override(notification.user.locale):
        serialized = queries.serialize_notification(notification)
    publish_with_unread_count(notification.user, event, notification=serialized)


def publish_with_unread_count(user: User, event: type[Event], **fields: Any) -> None:
    """Publish the event on the user's stream, with the unread count once the stream is locked."""

    def count_unread() -> dict[str, int]:
        return {"unread": queries.count_unread_notifications(user)}

    publish_event(get_user_stream(user.pk), event(**fields, **count_unread()), late_fields=count_unread)
