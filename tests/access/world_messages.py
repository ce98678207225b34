"""Messages that could not go out, and browsers that take some; without a prefix the child's, who learns in the first
branch.
"""

from typing import Any

from django.utils import timezone

from apps.notifications.models import NotificationLog, PushSubscription
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
            user=sent.user, session=factories.client_for(sent.user).session, endpoint_sha256=f"{prefix:0<64}",
            service="push.example.com", seen_at=now,
        )  # fmt: skip
    return result
