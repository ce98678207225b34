"""Schemas of `/notifications/announcements/`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Moment, Out, ReadWith, TextsOut, build_example
from api.lists import PageQuery
from api.notifications.templates_schemas import ChannelName
from api.shared_schemas import PERSON, PersonOut
from apps.core.permissions import Role
from apps.portal.audiences import get_announcement_state, get_target_name
from apps.portal.services.announcements import MAX_BYTES, TITLE_LENGTH

ScopeName = Literal["group", "course", "branch", "role"]
AudienceName = Literal["pupils", "parents"]

GROUP = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70"
TITLE: dict[str, Any] = {"uz": "Ertaga dars yo'q", "ru": "", "en": "No lesson tomorrow"}
TEXT: dict[str, Any] = {"uz": "Payshanba kuni uchrashamiz.", "ru": "", "en": "We meet on Thursday."}
ASKED: dict[str, Any] = {
    "scope": "group",
    "object_id": GROUP,
    "audience": ["pupils", "parents"],
    "title": TITLE,
    "text": TEXT,
    "channels": ["in_app"],
}

_Title = Annotated[str, Field("", max_length=TITLE_LENGTH)]
_Text = Annotated[str, Field("", max_length=MAX_BYTES["text"])]


class AnnouncedTitle(In):
    """A title in at least one language; readers of an empty language get another one."""

    model_config = build_example(**TITLE)

    uz: _Title
    ru: _Title
    en: _Title


class AnnouncedText(In):
    """Plain text in at least one language: about 2,000 Latin or 1,000 Cyrillic letters each."""

    model_config = build_example(**TEXT)

    uz: _Text
    ru: _Text
    en: _Text


class AnnouncementIn(In):
    """An announcement to create. `object_id` names the group, course or branch; `role` is for the scope `role`.
    `channels` are used in addition to the app. Without `send_at` it is sent at once.
    """

    model_config = build_example(**ASKED)

    scope: ScopeName
    object_id: UUID | None = None
    role: Role | None = None
    audience: list[AudienceName] = Field(default=["pupils"], max_length=2)
    title: AnnouncedTitle
    text: AnnouncedText
    channels: list[ChannelName] = Field(default=[], max_length=5)
    send_at: Moment | None = Field(None, description="At most 60 days from now.")

    def values(self) -> dict[str, Any]:
        """What `drafted` takes."""
        return self.model_dump() | {"role": self.role.value if self.role else ""}


class AnnouncementsQuery(PageQuery):
    """Filters of announcements."""

    model_config = build_example(page=1, page_size=20, state="scheduled")

    scope: ScopeName | None = None
    state: Literal["scheduled", "sent", "cancelled"] | None = None


class AnnouncementOut(Out):
    """An announcement; `reached` is the number of people who got it so far. `target_name` names its group, course or
    branch; it is empty for a role.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e82",
        **ASKED,
        target_name="A2 morning",
        role="",
        state="sent",
        author=PERSON,
        send_at="2026-09-07T15:00:00Z",
        sent_at="2026-09-07T15:00:01Z",
        cancelled_at=None,
        reached=27,
        created_at="2026-09-07T15:00:00Z",
    )

    id: UUID
    scope: str
    object_id: UUID | None
    target_name: Annotated[str, ReadWith(get_target_name)]
    role: str
    audience: list[str]
    title: TextsOut
    text: TextsOut
    channels: list[str]
    state: Annotated[str, ReadWith(get_announcement_state)]
    author: PersonOut | None
    send_at: datetime
    sent_at: datetime | None
    cancelled_at: datetime | None
    reached: int
    created_at: datetime


class EstimateOut(Out):
    """People whom an announcement would reach now. Prices are in tiyin: of its SMS, of all SMS of this month so far,
    and the monthly budget. At night it goes out by SMS and the other ways outside the app at `waits_until`.
    """

    model_config = build_example(
        people=27,
        channels={"in_app": 27, "sms": 19},
        sms_parts=38,
        sms_price=760000,
        sms_spent=1200000,
        sms_budget=50000000,
        within_budget=True,
        waits_until=None,
    )

    people: int
    channels: dict[str, int]
    sms_parts: int
    sms_price: int
    sms_spent: int
    sms_budget: int
    within_budget: bool
    waits_until: datetime | None
