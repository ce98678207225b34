"""What other systems are told of people: ids, roles and states, never names or addresses."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from apps.accounts.models import User
from apps.core.outgoing_events import Outgoing

USER = "01890a5d-ac96-774b-bcce-b302099a8002"


class UserEvent(Outgoing):
    """Somebody, with their role (a pupil's is `student`) and whether they may come in."""

    user: str
    role: str
    active: bool


class UserCreated(UserEvent):
    """Somebody signed up or was entered. `by` is who entered them, null when they did it themselves."""

    type: ClassVar[str] = "user.created"
    example: ClassVar[dict[str, Any]] = {"user": USER, "role": "student", "active": True, "by": None}

    by: str | None

    @classmethod
    def from_user(cls, user: User, *, by: User | None) -> Self:
        """This new person."""
        return cls(user=str(user.pk), role=user.role, active=user.is_active, by=str(by.pk) if by else None)


class UserChanged(UserEvent):
    """Something about a person is different; `fields` are the names of what, the values are fetched from the API."""

    type: ClassVar[str] = "user.changed"
    example: ClassVar[dict[str, Any]] = {"user": USER, "role": "student", "active": True, "fields": ["phone"]}

    fields: list[str]

    @classmethod
    def from_user(cls, user: User, fields: Iterable[str], **now: Any) -> Self:
        """What of this person is different; `now` holds columns that the object does not show yet."""
        values = {"role": str(user.role), "active": user.is_active} | now
        return cls(user=str(user.pk), fields=sorted(fields), **values)


class UserLeft(Outgoing):
    """Somebody is no user any more: `deactivated` may come back, `erased` and `removed` (an import that was undone)
    are gone, and whoever keeps something about them has to forget it.
    """

    type: ClassVar[str] = "user.left"
    example: ClassVar[dict[str, Any]] = {"user": USER, "why": "erased"}

    user: str
    why: str

    @classmethod
    def from_user_id(cls, user: UUID, why: str) -> Self:
        """This person, for that reason."""
        return cls(user=str(user), why=why)


WEBHOOK_EVENTS = [UserCreated, UserChanged, UserLeft]
