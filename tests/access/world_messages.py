"""Messages that could not go out, browsers that take some, the centre's own words and announcements; without a prefix
the child's, who learns in the first branch.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.notifications.models import Announcement, NotificationLog, NotificationTemplate, PushSubscription
from apps.portal.models import FamilyMessage, FamilyTemplate
from tests import factories


def create_message_objects(world: Any) -> dict[str, Any]:
    """A failed delivery of each notification of the world, and a browser of each person whom it was for."""
    result: dict[str, Any] = {}
    for prefix in ("", "other_"):
        sent = getattr(world, f"{prefix}notification")
        now = timezone.now()
        result[f"{prefix}delivery"] = NotificationLog.objects.create(
            notification=sent, user=sent.user, type=sent.type, channel="email", state="failed", reason="unreachable",
            due_at=now, worth_until=now,
        )  # fmt: skip
        result[f"{prefix}push_subscription"] = PushSubscription.objects.create(
            user=sent.user, session=factories.sign_in(sent.user).session, endpoint_sha256=f"{prefix:0<64}",
            service="push.example.com", seen_at=now,
        )  # fmt: skip
    return result


def create_text_objects(world: Any) -> dict[str, Any]:
    """Own words for one message, and an announcement that waits in each group."""
    result: dict[str, Any] = {
        "template": NotificationTemplate.objects.create(
            type="payments.overdue", channel="sms", language="en", text="{student}: {amount}"
        )
    }
    words = {"title": {"uz": "", "ru": "", "en": "Homework"}, "text": {"uz": "", "ru": "", "en": "{student}: late."}}
    result["family_template"] = FamilyTemplate.objects.create(**words)
    result["family_message"] = FamilyMessage.objects.create(
        student=world.child, author=world.teacher, template=result["family_template"], **words
    )
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
