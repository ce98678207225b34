"""How long rows of this app are kept.

Read notifications without deliveries go after half a year. Unread ones go a year after their last change: each new
event of a group changes its unread notification.
"""

from datetime import timedelta

from apps.core.retention import RetentionRule

HALF_A_YEAR = timedelta(days=180)
YEAR = timedelta(days=365)

RETENTION = [
    RetentionRule("notifications.NotificationLog", "created_at", YEAR),
    RetentionRule(
        "notifications.Notification", "read_at", HALF_A_YEAR, where={"shown": True, "deliveries__isnull": True}
    ),
    RetentionRule("notifications.Notification", "updated_at", YEAR),
    RetentionRule(
        "notifications.PushSubscription",
        "seen_at",
        timedelta(days=1),
        by="apps.notifications.push.subscriptions.delete_ended_subscriptions",
    ),
    RetentionRule("notifications.SmsMonth", "created_at", 3 * YEAR),
]

KEPT = {
    "notifications.Announcement": "what the centre told; a few in a week",
    "notifications.NotificationPreference": "a fixed number for each person",
    "notifications.MessageSettings": "one row for each person",
    "notifications.NotificationTemplate": "the centre's own words",
}
