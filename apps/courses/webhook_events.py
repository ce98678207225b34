"""Webhook events about memberships."""

from typing import Any, ClassVar, Self

from apps.core.outgoing_events import WebhookEvent, publish_webhook_event
from apps.courses import events
from apps.courses.models import Membership


class MembershipEvent(WebhookEvent):
    """A membership as it is now."""

    example: ClassVar[dict[str, Any]] = {
        "membership": "01890a5d-ac96-774b-bcce-b302099a8001",
        "student": "01890a5d-ac96-774b-bcce-b302099a8002",
        "group": "01890a5d-ac96-774b-bcce-b302099a8003",
        "status": "active",
        "joined_on": "2026-09-01",
        "leaves_on": None,
        "left_on": None,
    }

    membership: str
    student: str
    group: str
    status: str
    joined_on: str
    leaves_on: str | None
    left_on: str | None

    @classmethod
    def from_membership(cls, membership: Membership) -> Self:
        """Build the event from a membership."""
        leaves, left = membership.leaves_on, membership.left_on
        return cls(
            membership=str(membership.pk),
            student=str(membership.student_id),
            group=str(membership.group_id),
            status=str(membership.status),
            joined_on=membership.joined_on.isoformat(),
            leaves_on=leaves.isoformat() if leaves else None,
            left_on=left.isoformat() if left else None,
        )


class MembershipStarted(MembershipEvent):
    """A pupil, or a lead, was added to the group."""

    type: ClassVar[str] = "membership.started"


class MembershipChanged(MembershipEvent):
    """The status of a membership changed: trial, active, frozen, or about to end."""

    type: ClassVar[str] = "membership.changed"


class MembershipEnded(MembershipEvent):
    """A membership ended."""

    type: ClassVar[str] = "membership.ended"
    example: ClassVar[dict[str, Any]] = MembershipEvent.example | {"status": "left", "left_on": "2026-10-01"}


WEBHOOK_EVENTS = [MembershipStarted, MembershipChanged, MembershipEnded]
WEBHOOK_EVENT_BY_TYPE: dict[str, type[MembershipEvent]] = {
    event_class.type: event_class for event_class in WEBHOOK_EVENTS
}


def emit_webhook_event(
    membership: Membership, event: events.MembershipStarted | events.MembershipChanged | events.MembershipEnded
) -> None:
    """Emit the webhook event that corresponds to a socket event."""
    publish_webhook_event(WEBHOOK_EVENT_BY_TYPE[event.type].from_membership(membership))
