"""Events about who is in a group; they go to the streams `group` and `wall`, and to `child` of the pupil."""

from typing import Any, ClassVar

from apps.courses.models import Membership
from realtime.events import Event


class MembershipStarted(Event):
    """A pupil is in the group from now on."""

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
    def of(cls, membership: Membership) -> "MembershipStarted":
        """The event of a membership that was just made."""
        return cls(
            membership=str(membership.pk),
            student=str(membership.student_id),
            name=membership.student.full_name,
        )


class MembershipEnded(Event):
    """A pupil left the group; what was drawn for them goes."""

    type: ClassVar[str] = "membership.ended"
    example: ClassVar[dict[str, Any]] = {
        "membership": "01890a5d-ac96-774b-bcce-b302099a8001",
        "student": "01890a5d-ac96-774b-bcce-b302099a8002",
    }

    membership: str
    student: str

    @classmethod
    def of(cls, membership: Membership) -> "MembershipEnded":
        """The event of a membership that was just ended."""
        return cls(membership=str(membership.pk), student=str(membership.student_id))


class MembershipChanged(Event):
    """Somebody in the group stands differently to it: on trial, active, frozen, or about to leave."""

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
    def of(cls, membership: Membership) -> "MembershipChanged":
        """The event of a membership as it stands now."""
        return cls(membership=str(membership.pk), student=str(membership.student_id), status=str(membership.status))


EVENTS = [MembershipStarted, MembershipChanged, MembershipEnded]
