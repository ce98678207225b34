"""Responses: what a learner answers. An empty response is valid and counts as no answer."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from apps.core.schema_examples import build_example
from apps.quizzes.questions.parts import MAX_OPTIONS, Part, PartId, Point, ShortText


class SingleResponse(Part):
    """The chosen option."""

    model_config = build_example(kind="single", option="k3")

    kind: Literal["single"]
    option: PartId | None = None


class MultipleResponse(Part):
    """The chosen options."""

    model_config = build_example(kind="multiple", options=["k3"])

    kind: Literal["multiple"]
    options: list[PartId] = Field([], max_length=MAX_OPTIONS)


class TrueFalseResponse(Part):
    """Whether the learner holds the prompt for true."""

    model_config = build_example(kind="true_false", value=True)

    kind: Literal["true_false"]
    value: bool | None = None


class ShortResponse(Part):
    """The typed text."""

    model_config = build_example(kind="short", text="goes")

    kind: Literal["short"]
    text: str = Field("", max_length=1000)


class NumberResponse(Part):
    """The typed number, with its unit: "3,5 cm"."""

    model_config = build_example(kind="number", text="3,5 cm")

    kind: Literal["number"]
    text: str = Field("", max_length=100)


class OrderingResponse(Part):
    """All items in the learner's order."""

    model_config = build_example(kind="ordering", order=["k3", "x9"])

    kind: Literal["ordering"]
    order: list[PartId] = Field([], max_length=MAX_OPTIONS)


class MatchingResponse(Part):
    """The entry on the right for each on the left that has one."""

    model_config = build_example(kind="matching", pairs={"k3": "x9"})

    kind: Literal["matching"]
    pairs: dict[PartId, PartId] = Field({}, max_length=MAX_OPTIONS)


class GapResponse(Part):
    """The text, or the id of the option, in each gap that is filled."""

    model_config = build_example(kind="gap", gaps={"g1": "goes"})

    kind: Literal["gap"]
    gaps: dict[PartId, ShortText] = Field({}, max_length=MAX_OPTIONS)


class EssayResponse(Part):
    """The written text."""

    model_config = build_example(kind="essay", text="My town is small.")

    kind: Literal["essay"]
    text: str = Field("", max_length=50_000)


class SpeakResponse(Part):
    """The file of the recording."""

    model_config = build_example(kind="speak", file="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec7")

    kind: Literal["speak"]
    file: UUID | None = None


class FileResponse(Part):
    """The files that are handed in."""

    model_config = build_example(kind="file", files=["0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec7"])

    kind: Literal["file"]
    files: list[UUID] = Field([], max_length=5)


class HotspotResponse(Part):
    """The places that the learner set."""

    model_config = build_example(kind="hotspot", points=[{"x": 0.25, "y": 0.4}])

    kind: Literal["hotspot"]
    points: list[Point] = Field([], max_length=20)


class DictationResponse(Part):
    """What the learner wrote."""

    model_config = build_example(kind="dictation", text="The market opens at seven.")

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


def list_named_files(response: QuestionResponse | None) -> list[UUID]:
    """Return the files that a response names."""
    match response:
        case SpeakResponse(file=UUID() as file):
            return [file]
        case FileResponse():
            return list(response.files)
        case _:
            return []
