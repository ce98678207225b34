"""Schemas of what people open on the pages."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, build_example, get_schema_example
from apps.analytics.models.activity import PAGE

MOST_ENTRIES, MOST_SECONDS, MOST_VIEWS = 20, 600, 100
ID = "0199f0a0-0000-7000-8000-000000000001"


class OpenedThingIn(In):
    """How often and for how many seconds something was open. `id`: of a lesson, material, homework or quiz; `page`: the
    name of another page.
    """

    model_config = build_example(kind="lesson", id=ID, page="", views=1, seconds=45)

    kind: Literal["lesson", "material", "homework", "quiz", "page"]
    id: UUID | None = None
    page: str = Field("", max_length=PAGE, pattern=r"^[a-z0-9-]*$")
    views: int = Field(0, ge=0, le=MOST_VIEWS)
    seconds: int = Field(0, ge=0, le=MOST_SECONDS)


class ActivityIn(In):
    """What was opened since the last time."""

    model_config = build_example(entries=[get_schema_example(OpenedThingIn)])

    entries: list[OpenedThingIn] = Field(min_length=1, max_length=MOST_ENTRIES)
