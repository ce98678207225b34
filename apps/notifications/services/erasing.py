"""Erase notifications about somebody who has no account."""

from collections.abc import Collection

from apps.events.models import StreamEvent
from apps.notifications.models import Notification

EVENTS = ("notification.created", "notification.changed")


def erase_notifications_about(*, types: Collection[str], name: str, value: str) -> None:
    """Delete the notifications of these types whose data has this value under this name, with their deliveries and
    their events on streams. Call it in the unit of work of the erasure.
    """
    Notification.objects.filter(type__in=types, **{f"data__{name}": value}).delete()
    events = StreamEvent.objects.filter(type__in=EVENTS, data__notification__type__in=types)
    events.filter(**{f"data__notification__data__{name}": value}).delete()
