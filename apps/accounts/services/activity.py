"""The activity log: what people did that changes nothing else, such as signing in, being refused, looking at something.

Signed-in requests do not write here by themselves. Refusals are written only where a brake bounds how many there are.
"""

from django.db.models import Model

from apps.accounts.models import ActivityLog, User

DEVICE_LENGTH = 200
TYPE_LENGTH = 100


def log_activity(
    *,
    user: User,
    action: str,
    obj: Model | None = None,
    seconds: int | None = None,
    address: str | None = None,
    device: str = "",
) -> None:
    """Write down that the person did `action` ("sign_in", "lesson.viewed"), with which object and for how long."""
    ActivityLog.objects.create(
        user=user,
        action=action,
        object_type=obj._meta.label_lower[:TYPE_LENGTH] if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        seconds=seconds,
        address=address,
        device=device[:DEVICE_LENGTH],
    )
