"""The activity log: actions that change nothing else, such as sign-ins, refusals and views.

Ordinary requests are not written here. Refusals are written only where a rate limit bounds their number.
"""

from django.db.models import Model

from apps.accounts.models import ActivityLog, User

DEVICE_LENGTH = 200
TYPE_LENGTH = 100


def log_activity(
    user: User,
    action: str,
    obj: Model | None = None,
    *,
    duration_seconds: int | None = None,
    address: str | None = None,
    device: str = "",
) -> None:
    """Record that the user did `action` ("sign_in", "lesson.viewed"), with its object and duration in seconds."""
    ActivityLog.objects.create(
        user=user,
        action=action,
        object_type=obj._meta.label_lower[:TYPE_LENGTH] if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        seconds=duration_seconds,
        address=address,
        device=device[:DEVICE_LENGTH],
    )
