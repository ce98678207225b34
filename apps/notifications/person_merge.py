"""What a merge of doubles does with the rows of this app."""

from apps.core.person_merge import STAFF_ACT, Moves, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Moves("notifications.Notification", "user", "messages"),
    Moves("notifications.NotificationLog", "user"),
    Stays("notifications.NotificationPreference", "user", "the kept pupil's own wishes count"),
    Stays("notifications.MessageSettings", "user", "the kept pupil's own wishes count"),
    Stays("notifications.PushSubscription", "user", "of a browser that is signed out"),
    Stays("notifications.Announcement", "author", STAFF_ACT),
]
