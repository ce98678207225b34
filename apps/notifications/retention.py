"""How long rows of this app are kept.

Read notifications without deliveries go after half a year. Unread ones go a year after their last change: each new
event of a group changes its unread notification.
"""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule
from apps.notifications.push.subscriptions import delete_ended_subscriptions

HALF_A_YEAR = 180 * DAY
YEAR = 365 * DAY

RETENTION = [
    RetentionRule("notifications.NotificationLog", "created_at", YEAR),
    RetentionRule(
        "notifications.Notification", "read_at", HALF_A_YEAR, where={"shown": True, "deliveries__isnull": True}
    ),
    RetentionRule("notifications.Notification", "updated_at", YEAR),
    RetentionRule("notifications.PushSubscription", "seen_at", DAY, by=delete_ended_subscriptions),
    RetentionRule("notifications.SmsMonth", "created_at", 3 * YEAR),
]

KEPT = {
    "what the centre told; a few in a week": "notifications.Announcement",
    "a fixed number for each person": "notifications.NotificationPreference",
    "one row for each person": "notifications.MessageSettings",
    "the centre's own words": "notifications.NotificationTemplate",
}
