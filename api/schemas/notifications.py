"""What goes in and out under `/notifications/`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.lists import FeedQuery
from api.schemas.auth import Password
from api.schemas.base import In, Out, example


class NotificationOut(Out):
    """Something the user was told, in their language; `data` names the objects it is about."""

    model_config = example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e80",
        type="homework.scored",
        title="Your homework is scored",
        text="“Reading, unit 3”: 86 of 100, 17 coins.",
        data={"homework": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e78"},
        count=1,
        read=False,
        created_at="2026-09-07T15:00:04Z",
    )

    id: UUID
    type: str
    title: str
    text: str
    data: dict[str, Any]
    count: int = Field(description="How many it tells of.")
    read: bool
    created_at: datetime


class NotificationsQuery(FeedQuery):
    """Which notifications: all, or those not read yet."""

    model_config = example(unread=True, limit=20)

    unread: bool = Field(False, description="Only those that are not read yet.")


class UnreadOut(Out):
    """How many notifications are not read."""

    model_config = example(unread=3)

    unread: int


class TelegramLinkIn(In):
    """The password again: a linked chat is a way to a new one."""

    model_config = example(password="uzum-bog'i-2026")

    password: Password


class TelegramLinkOut(Out):
    """A link to the bot; the chat in which it is opened first is one's own from then on."""

    model_config = example(
        url="https://t.me/talim_bot?start=mB3xT0c6gq2nJt1vYb8hZs5kLw9dRfPa4eUo7iXyCGQ", expires_in=900
    )

    url: str
    expires_in: int = Field(description="Seconds for which it works, once.")
