"""Responses: what a learner answers. An empty response is valid and counts as no answer."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from apps.quizzes.questions.parts import MAX_OPTIONS, Part, PartId, Point, ShortText


class SingleResponse(Part):
    """The chosen option."""

    kind: Literal["single"]
    option: PartId | None = None


class MultipleResponse(Part):
    """The chosen options."""

    kind: Literal["multiple"]
    options: list[PartId] = Field([], max_length=MAX_OPTIONS)


class TrueFalseResponse(Part):
    """Whether the learner holds the prompt for true."""

    kind: Literal["true_false"]
    value: bool | None = None


class ShortResponse(Part):
    """The typed text."""

    kind: Literal["short"]
    text: str = Field("", max_length=1000)


class NumberResponse(Part):
    """The typed number, with its unit: "3,5 cm"."""

    kind: Literal["number"]
    text: str = Field("", max_length=100)


class OrderingResponse(Part):
    """All items in the learner's order."""

    kind: Literal["ordering"]
    order: list[PartId] = Field([], max_length=MAX_OPTIONS)


class MatchingResponse(Part):
    """The entry on the right for each on the left that has one."""

    kind: Literal["matching"]
    pairs: dict[PartId, PartId] = Field({}, max_length=MAX_OPTIONS)


class GapResponse(Part):
    """The text, or the id of the option, in each gap that is filled."""

    kind: Literal["gap"]
    gaps: dict[PartId, ShortText] = Field({}, max_length=MAX_OPTIONS)


class EssayResponse(Part):
    """The written text."""

    kind: Literal["essay"]
    text: str = Field("", max_length=50_000)


class SpeakResponse(Part):
    """The file of the recording."""

    kind: Literal["speak"]
    file: UUID | None = None


class FileResponse(Part):
    """The files that are handed in."""

    kind: Literal["file"]
    files: list[UUID] = Field([], max_length=5)


class HotspotResponse(Part):
    """The places that the learner set."""

    kind: Literal["hotspot"]
    points: list[Point] = Field([], max_length=20)


class DictationResponse(Part):
    """What the learner wrote."""

    kind: Literal["dictation"]
    text: str = Field("", max_length=10_000)


QuestionResponse = Annotated[
    SingleResponse
    | MultipleResponse
    | TrueFalseResponse
    | ShortResponse
    | NumberResponse
    | OrderingResponse
    | MatchingResponse
    | GapResponse
    | EssayResponse
    | SpeakResponse
    | FileResponse
    | HotspotResponse
    | DictationResponse,
    Field(discriminator="kind"),
]
