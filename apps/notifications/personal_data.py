"""What notifications know of people."""

from apps.core.personal_data import Erasure, PersonalData, Traces
from apps.notifications.models import Notification

PERSONAL_DATA = [
    PersonalData(
        "notifications.Notification",
        "user",
        Erasure.DELETE,
        export=("id", "created_at", "type", "data", "read_at"),
        loose=("data",),
    )
]


def forget(traces: Traces) -> None:
    """What others were told of the person stays with them, without the name."""
    traces.scrub(Notification.objects.all(), "data")
