"""The activity log: actions that change nothing else, such as sign-ins, refusals and views.

Ordinary requests are not written here. Refusals are written only where a rate limit bounds their number, views once in
`VIEW_PERIOD`.
"""

from datetime import timedelta

from django.db.models import Model
from django.utils import timezone

from apps.accounts.models import ActivityLog, Session, User
from apps.core.ids import get_first_uuid7_at

DEVICE_LENGTH = 200
TYPE_LENGTH = 100
VIEW_PERIOD = timedelta(minutes=10)
"""A view that is repeated within this time is the same view."""


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


def log_view(session: Session, action: str, obj: Model) -> bool:
    """Record that the user of the session viewed `obj` ("lesson.viewed"). Return whether it is a new view.

    A repeated view is none, nor is that of an administrator who views as the user.
    """
    if session.viewed_by_id is not None:
        return False
    views = ActivityLog.objects.filter(user=session.user_id, action=action, object_id=str(obj.pk))
    if views.filter(pk__gte=get_first_uuid7_at(timezone.now() - VIEW_PERIOD)).exists():
        return False
    log_activity(session.user, action, obj, address=session.address, device=session.device)
    return True
