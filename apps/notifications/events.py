"""Events about notifications on the stream `user`."""

from typing import Any, ClassVar

from apps.events.publishing import Event


class NotificationCreated(Event):
    """A new notification, as the list shows it in the user's language, with the new unread count."""

    type: ClassVar[str] = "notification.created"
    example: ClassVar[dict[str, Any]] = {
        "notification": {
            "id": "01890a5d-ac96-774b-bcce-b302099a8004",
            "type": "homework.scored",
            "title": "Your homework is scored",
            "text": "Reading, unit 3: 86 of 100.",
            "data": {"homework": "01890a5d-ac96-774b-bcce-b302099a8005"},
            "count": 1,
            "read": False,
            "created_at": "2026-09-07T15:00:00+00:00",
        },
        "unread": 3,
    }

    notification: dict[str, Any]
    unread: int


class NotificationChanged(Event):
    """One more event was added to an unread notification (`count`). Its place in the list and the unread count do not
    change.
    """

    type: ClassVar[str] = "notification.changed"
    example: ClassVar[dict[str, Any]] = {
        "notification": {
            "id": "01890a5d-ac96-774b-bcce-b302099a8004",
            "type": "homework.submitted",
            "title": "Homework submitted",
            "text": "Jasur Oripov submitted “Unit 3”.",
            "data": {"homework": "01890a5d-ac96-774b-bcce-b302099a8005"},
            "count": 3,
            "read": False,
            "created_at": "2026-09-07T15:00:00+00:00",
        },
        "unread": 3,
    }

    notification: dict[str, Any]
    unread: int


class NotificationsRead(Event):
    """The user read notifications: their ids, or all of them when `all` is set. `unread` is the new count."""

    type: ClassVar[str] = "notifications.read"
    example: ClassVar[dict[str, Any]] = {
        "notifications": ["01890a5d-ac96-774b-bcce-b302099a8004"],
        "all": False,
        "unread": 2,
    }

    notifications: list[str]
    all: bool = False
    unread: int


EVENTS = [NotificationCreated, NotificationChanged, NotificationsRead]
