"""Messages that could not go out; without a prefix the child's, who learns in the first branch."""

from typing import Any

from django.utils import timezone

from apps.notifications.models import NotificationLog


def message_things(world: Any) -> dict[str, Any]:
    """A failed delivery of each notification of the world."""
    found: dict[str, Any] = {}
    for prefix in ("", "other_"):
        told = getattr(world, f"{prefix}notification")
        now = timezone.now()
        found[f"{prefix}delivery"] = NotificationLog.objects.create(
            notification=told, user=told.user, type=told.type, channel="email", state="failed", reason="unreachable",
            due_at=now, worth_until=now,
        )  # fmt: skip
    return found
