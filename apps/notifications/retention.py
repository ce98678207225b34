"""How long rows of this app are kept. What stands in people's lists stays."""

from datetime import timedelta

from apps.core.retention import Retention

YEAR = timedelta(days=365)

RETENTION = [
    Retention("notifications.NotificationLog", "created_at", YEAR),
    Retention("notifications.Notification", "created_at", YEAR, where={"shown": False}),
    Retention(
        "notifications.PushSubscription",
        "seen_at",
        timedelta(days=1),
        by="apps.notifications.push.subscriptions.forget_ended",
    ),
    Retention("notifications.SmsMonth", "created_at", 3 * YEAR),
]

KEPT = {
    "notifications.Announcement": "what the centre told; a few in a week",
    "notifications.NotificationPreference": "a fixed number for each person",
    "notifications.MessageSettings": "one row for each person",
    "notifications.NotificationTemplate": "the centre's own words",
}
