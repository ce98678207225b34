"""Schemas of `/notifications/`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.accounts.sign_in_schemas import Password
from api.base_schemas import In, Out, build_example
from api.lists import FeedQuery


class NotificationOut(Out):
    """A notification in the user's language; `data` names the objects that it is about."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e80",
        type="homework.scored",
        title="Your homework is scored",
        text="“Reading, unit 3”: 86 of 100, 17 coins.",
        data={"homework": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e78"},
        count=1,
        read=False,
        created_at="2026-09-07T15:00:04Z",
        changed_at="2026-09-07T15:00:04Z",
    )

    id: UUID
    type: str
    title: str
    text: str
    data: dict[str, Any]
    count: int = Field(description="How many events it stands for.")
    read: bool
    created_at: datetime
    changed_at: datetime = Field(description="When the last of these events happened; the list is ordered by it.")


class NotificationsQuery(FeedQuery):
    """Filter of notifications: all, or only unread ones."""

    model_config = build_example(unread=True, limit=20)

    unread: bool = Field(False, description="Only unread ones.")


class UnreadOut(Out):
    """The number of unread notifications."""

    model_config = build_example(unread=3)

    unread: int


class TelegramLinkIn(In):
    """The user's password, because a linked chat can receive codes for a new password."""

    model_config = build_example(password="uzum-bog'i-2026")

    password: Password


class TelegramLinkOut(Out):
    """A link to the bot. The first chat that opens it is linked to the user."""

    model_config = build_example(
        url="https://t.me/talim_bot?start=mB3xT0c6gq2nJt1vYb8hZs5kLw9dRfPa4eUo7iXyCGQ", expires_in=900
    )

    url: str
    expires_in: int = Field(description="Seconds for which the link works, once.")
