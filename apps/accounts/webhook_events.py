"""Webhook events about users: ids, roles and states, never names or addresses."""

from collections.abc import Iterable
from typing import Annotated, Any, Self
from uuid import UUID

from apps.accounts.models import User
from apps.core.event_types import Example, StudentId
from apps.core.outgoing_events import WebhookEvent


class UserEvent(WebhookEvent):
    """A user, with the role (a pupil's is `student`) and whether they can sign in."""

    user: StudentId
    role: Annotated[str, Example("student")]
    active: Annotated[bool, Example(True)]


class UserCreated(UserEvent, type="user.created"):
    """A user registered or was created. `by` is who created them, null when they registered themselves."""

    by: Annotated[str | None, Example(None)]

    @classmethod
    def from_user(cls, user: User, *, by: User | None) -> Self:
        """Return the event for a new user."""
        return cls(user=str(user.pk), role=user.role, active=user.is_active, by=str(by.pk) if by else None)


class UserChanged(UserEvent, type="user.changed"):
    """A user changed; `fields` are the names of what changed, the values are fetched from the API."""

    fields: Annotated[list[str], Example(["phone"])]

    @classmethod
    def from_user(cls, user: User, fields: Iterable[str], **now: Any) -> Self:
        """Return the event for changed fields; `now` has columns that the object does not show yet."""
        values = {"role": str(user.role), "active": user.is_active} | now
        return cls(user=str(user.pk), fields=sorted(fields), **values)


class UserLeft(WebhookEvent, type="user.left"):
    """A user is gone: `deactivated` may come back; after `erased` and `removed` (an undone import) delete what you
    store about them.
    """

    user: StudentId
    why: Annotated[str, Example("erased")]

    @classmethod
    def from_user_id(cls, user: UUID, why: str) -> Self:
        """Return the event for this user and reason."""
        return cls(user=str(user), why=why)
