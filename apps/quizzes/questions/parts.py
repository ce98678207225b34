"""Types that bodies, keys and responses of questions are made of."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from apps.core.schema_examples import build_example

MAX_OPTIONS = 100
"""Options, items, gaps, regions or answers of one question."""
MAX_HINTS = 10


class Part(BaseModel):
    """A part of a question or response. Unknown fields are refused, texts are stripped."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


PartId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,36}$")]
"""Names an option, item or gap within its question. The client makes it."""
Share = Annotated[float, Field(ge=-1, le=1)]
"""A part of the points of a question: 1 is all, 0 none; below 0 it takes points away."""
PositiveShare = Annotated[float, Field(gt=0, le=1)]
Unit = Annotated[float, Field(ge=0, le=1)]
"""A share that is not negative; also a place in a picture, as a part of its width or height."""
ShortText = Annotated[str, Field(max_length=500)]
LongText = Annotated[str, Field(max_length=5000)]
Number = Annotated[str, Field(pattern=r"^-?[0-9]{1,30}(\.[0-9]{1,15})?$")]
"""A decimal number as text, with a point: no digit is lost."""


class Option(Part):
    """An option that learners choose, or an item that they move: a text, a picture or both."""

    model_config = build_example(id="k3", text="goes")

    id: PartId
    text: str = Field("", max_length=2000)
    picture: UUID | None = None


class Point(Part):
    """A place in a picture, from its upper left corner, as parts of its width and height."""

    model_config = build_example(x=0.25, y=0.4)

    x: Unit
    y: Unit


class PromptPicture(Part):
    """A picture above the text of a prompt. `alt` describes it for people who cannot see it."""

    model_config = build_example(file="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec7", alt="A market")

    file: UUID
    alt: str = Field("", max_length=500)
