"""Events about memberships, published on the streams `group` and `wall`, and `child` of the pupil."""

from typing import Any, ClassVar

from apps.courses.models import Membership
from apps.events.publishing import Event


class MembershipStarted(Event):
    """A pupil joined the group."""

    type: ClassVar[str] = "membership.started"
    example: ClassVar[dict[str, Any]] = {
        "membership": "01890a5d-ac96-774b-bcce-b302099a8001",
        "student": "01890a5d-ac96-774b-bcce-b302099a8002",
        "name": "Jasur Oripov",
    }

    membership: str
    student: str
    name: str

    @classmethod
    def from_membership(cls, membership: Membership) -> "MembershipStarted":
        """Build the event from a membership that was just created."""
        return cls(membership=str(membership.pk), student=str(membership.student_id), name=membership.student.full_name)


class MembershipEnded(Event):
    """A pupil left the group; clients remove the pupil."""

    type: ClassVar[str] = "membership.ended"
    example: ClassVar[dict[str, Any]] = {
        "membership": "01890a5d-ac96-774b-bcce-b302099a8001",
        "student": "01890a5d-ac96-774b-bcce-b302099a8002",
    }

    membership: str
    student: str

    @classmethod
    def from_membership(cls, membership: Membership) -> "MembershipEnded":
        """Build the event from a membership that has just ended."""
        return cls(membership=str(membership.pk), student=str(membership.student_id))


class MembershipChanged(Event):
    """The status of a membership changed: trial, active, frozen, or about to end."""

    type: ClassVar[str] = "membership.changed"
    example: ClassVar[dict[str, Any]] = {
        "membership": "01890a5d-ac96-774b-bcce-b302099a8001",
        "student": "01890a5d-ac96-774b-bcce-b302099a8002",
        "status": "frozen",
    }

    membership: str
    student: str
    status: str

    @classmethod
    def from_membership(cls, membership: Membership) -> "MembershipChanged":
        """Build the event from a membership as it is now."""
        return cls(membership=str(membership.pk), student=str(membership.student_id), status=str(membership.status))


EVENTS = [MembershipStarted, MembershipChanged, MembershipEnded]
