"""Webhook events about memberships."""

from typing import Annotated, Self

from apps.core.event_types import Example, StudentId
from apps.core.outgoing_events import WebhookEvent, publish_webhook_event
from apps.courses.models import Membership


class MembershipEvent(WebhookEvent):
    """A membership as it is now."""

    membership: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8001")]
    student: StudentId
    group: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8003")]
    status: Annotated[str, Example("active")]
    joined_on: Annotated[str, Example("2026-09-01")]
    leaves_on: Annotated[str | None, Example(None)]
    left_on: Annotated[str | None, Example(None)]

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


class MembershipStarted(MembershipEvent, type="membership.started"):
    """A pupil, or a lead, was added to the group."""


class MembershipChanged(MembershipEvent, type="membership.changed"):
    """The status of a membership changed: trial, active, frozen, or about to end."""


class MembershipEnded(MembershipEvent, type="membership.ended", example={"status": "left", "left_on": "2026-10-01"}):
    """A membership ended."""


WEBHOOK_EVENT_BY_TYPE: dict[str, type[MembershipEvent]] = {
    event.type: event for event in (MembershipStarted, MembershipChanged, MembershipEnded)
}


def emit_webhook_event(membership: Membership, event_type: str) -> None:
    """Emit the webhook event that corresponds to a socket event."""
    publish_webhook_event(WEBHOOK_EVENT_BY_TYPE[event_type].from_membership(membership))
