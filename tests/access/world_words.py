"""Things of the access matrix that are about messages: own words of the centre, announcements of each group."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.notifications.models import Announcement, NotificationTemplate


def create_text_objects(world: Any) -> dict[str, Any]:
    """Own words for one message, and an announcement that waits in each group."""
    result: dict[str, Any] = {
        "template": NotificationTemplate.objects.create(
            type="payments.overdue", channel="sms", language="en", text="{student}: {amount}"
        )
    }
    for prefix, group in (("", world.group), ("other_", world.other_group)):
        result[f"{prefix}announcement"] = Announcement.objects.create(
            author=group.lead_teacher,
            scope="group",
            object_id=group.pk,
            audience=["pupils"],
            title={"uz": "", "ru": "", "en": "Holiday"},
            text={"uz": "", "ru": "", "en": "No lesson."},
            channels=["in_app"],
            send_at=timezone.now() + timedelta(days=1),
        )
    return result
