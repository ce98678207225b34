"""Webhook events about users: ids, roles and states, never names or addresses."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from apps.accounts.models import User
from apps.core.outgoing_events import WebhookEvent

USER = "01890a5d-ac96-774b-bcce-b302099a8002"


class UserEvent(WebhookEvent):
    """A user, with the role (a pupil's is `student`) and whether they can sign in."""

    user: str
    role: str
    active: bool


class UserCreated(UserEvent):
    """A user registered or was created. `by` is who created them, null when they registered themselves."""

    type: ClassVar[str] = "user.created"
    example: ClassVar[dict[str, Any]] = {"user": USER, "role": "student", "active": True, "by": None}

    by: str | None

    @classmethod
    def from_user(cls, user: User, *, by: User | None) -> Self:
        """Return the event for a new user."""
        return cls(user=str(user.pk), role=user.role, active=user.is_active, by=str(by.pk) if by else None)


class UserChanged(UserEvent):
    """A user changed; `fields` are the names of what changed, the values are fetched from the API."""

    type: ClassVar[str] = "user.changed"
    example: ClassVar[dict[str, Any]] = {"user": USER, "role": "student", "active": True, "fields": ["phone"]}

    fields: list[str]

    @classmethod
    def from_user(cls, user: User, fields: Iterable[str], **now: Any) -> Self:
        """Return the event for changed fields; `now` has columns that the object does not show yet."""
        values = {"role": str(user.role), "active": user.is_active} | now
        return cls(user=str(user.pk), fields=sorted(fields), **values)


class UserLeft(WebhookEvent):
    """A user is gone: `deactivated` may come back; after `erased` and `removed` (an undone import) delete what you
    store about them.
    """

    type: ClassVar[str] = "user.left"
    example: ClassVar[dict[str, Any]] = {"user": USER, "why": "erased"}

    user: str
    why: str

    @classmethod
    def from_user_id(cls, user: UUID, why: str) -> Self:
        """Return the event for this user and reason."""
        return cls(user=str(user), why=why)


WEBHOOK_EVENTS = [UserCreated, UserChanged, UserLeft]
