"""Personal data in notifications."""

from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.notifications.models import Announcement, Notification

PERSONAL_DATA = [
    PersonalData("notifications.Notification", "user", DELETE, "id created_at type data read_at", loose="data"),
    PersonalData(
        "notifications.NotificationLog",
        "user",
        DELETE,
        "id created_at type channel state reason address language sent_at",
    ),
    PersonalData("notifications.NotificationPreference", "user", DELETE, "type channel wanted"),
    PersonalData("notifications.MessageSettings", "user", DELETE, "quiet_from quiet_until digest digest_at centres"),
    PersonalData(
        "notifications.PushSubscription", "user", DELETE, "created_at session__device service seen_at last_success_at"
    ),
    PersonalData("notifications.Announcement", "author", KEEP, own=False, loose="title text"),
]

IMPERSONAL = [NonPersonalModel("notifications.SmsMonth"), NonPersonalModel("notifications.NotificationTemplate")]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Remove the person's name from notifications and announcements of others."""
    identifiers.scrub_column(Notification.objects.all(), "data")
    for column in ("title", "text"):
        identifiers.scrub_column(Announcement.objects.all(), column)
