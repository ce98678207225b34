"""Events about notifications on the stream `user`."""

from typing import Annotated, Any

from apps.core.event_types import Example
from apps.events.publishing import Event


class NotificationCreated(Event, type="notification.created"):
    """A new notification, as the list shows it in the user's language, with the new unread count."""

    notification: Annotated[
        dict[str, Any],
        Example(
            {
                "id": "01890a5d-ac96-774b-bcce-b302099a8004",
                "type": "homework.scored",
                "title": "Your homework is scored",
                "text": "Reading, unit 3: 86 of 100.",
                "data": {"homework": "01890a5d-ac96-774b-bcce-b302099a8005"},
                "count": 1,
                "read": False,
                "created_at": "2026-09-07T15:00:00+00:00",
                "changed_at": "2026-09-07T15:00:00+00:00",
            }
        ),
    ]
    unread: Annotated[int, Example(3)]


class NotificationChanged(
    NotificationCreated,
    type="notification.changed",
    example={
        "notification": NotificationCreated.example["notification"]
        | {
            "type": "homework.submitted",
            "title": "Homework submitted",
            "text": "Jasur Oripov submitted “Unit 3”.",
            "count": 3,
            "changed_at": "2026-09-07T15:20:00+00:00",
        }
    },
):
    """One more event was added to an unread notification (`count`, `changed_at`), which is now the first of the list.
    The unread count does not change.
    """


class NotificationsRead(Event, type="notifications.read"):
    """The user read notifications: their ids, or all of them when `all` is set. `unread` is the new count."""

    notifications: Annotated[list[str], Example(["01890a5d-ac96-774b-bcce-b302099a8004"])]
    all: Annotated[bool, Example(False)] = False
    unread: Annotated[int, Example(2)]
