"""Bodies, answers and queries of invitation links to online courses."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Moment, Out, TextsOut, build_example
from api.lists import PageQuery
from api.shared_schemas import COURSE, TITLE, PersonOut

LINK_ID = "01890a5d-ac96-774b-bcce-b302099a8071"
InvitationToken = Annotated[str, Field(min_length=1, max_length=100, description="What follows `#token=` in the link.")]


class InvitationLinkIn(In):
    """A new invitation link."""

    model_config = build_example(max_uses=30, expires_at="2026-12-31T19:00:00Z", note="Open day")

    max_uses: int = Field(ge=1, le=10_000, description="How many people it enrols.")
    expires_at: Moment
    note: str = Field("", max_length=200)


class InvitationLinkOut(Out):
    """An invitation link. `used`: how many people it enrolled. It works until `expires_at`, its last use, or
    `revoked_at`.
    """

    model_config = build_example(
        id=LINK_ID, max_uses=30, used=4, expires_at="2026-12-31T19:00:00Z", note="Open day",
        created_at="2026-11-20T09:00:00Z",
    )  # fmt: skip

    id: UUID
    max_uses: int
    used: int
    expires_at: datetime
    revoked_at: datetime | None
    note: str
    by: PersonOut | None
    created_at: datetime


class NewInvitationLinkOut(InvitationLinkOut):
    """A new invitation link with its address, which is shown only now."""

    model_config = build_example(url="http://127.0.0.1:8000/course-invitation#token=q2jD0TfXGcT5")

    url: str


class InvitationLinksQuery(PageQuery):
    """The list of the invitation links of a course."""

    model_config = build_example(ordering="-created_at")


class InvitationTokenIn(In):
    """The token of an invitation link."""

    model_config = build_example(token="q2jD0TfXGcT5")

    token: InvitationToken


class InvitationOfferOut(Out):
    """The course that an invitation link opens."""

    model_config = build_example(course=COURSE["id"], title=TITLE)

    course: UUID = Field(validation_alias="course_id")
    title: TextsOut = Field(validation_alias="course__title")
