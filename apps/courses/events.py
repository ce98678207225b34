"""Events about memberships, published on the streams `group` and `wall`, and `child` of the pupil."""

from typing import Annotated, Self

from apps.core.event_types import Example, StudentId
from apps.courses.models import Membership
from apps.events.publishing import Event


class MembershipEvent(Event):
    """A membership that changed."""

    membership: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8001")]
    student: StudentId

    @classmethod
    def from_membership(cls, membership: Membership) -> Self:
        """Build the event from a membership as it is now."""
        return cls(membership=str(membership.pk), student=str(membership.student_id))


class MembershipStarted(MembershipEvent, type="membership.started"):
    """A pupil joined the group."""

    name: Annotated[str, Example("Jasur Oripov")]

    @classmethod
    def from_membership(cls, membership: Membership) -> Self:
        """Build the event from a membership that was just created."""
        return cls(membership=str(membership.pk), student=str(membership.student_id), name=membership.student.full_name)


class MembershipEnded(MembershipEvent, type="membership.ended"):
    """A pupil left the group; clients remove the pupil."""


class MembershipChanged(MembershipEvent, type="membership.changed"):
    """The status of a membership changed: trial, active, frozen, or about to end."""

    status: Annotated[str, Example("frozen")]

    @classmethod
    def from_membership(cls, membership: Membership) -> Self:
        """Build the event from a membership as it is now."""
        return cls(membership=str(membership.pk), student=str(membership.student_id), status=str(membership.status))
