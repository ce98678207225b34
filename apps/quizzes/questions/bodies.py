"""Bodies: what learners see of a question beside its prompt. A body never says what is right."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from apps.core.schema_examples import build_example
from apps.quizzes.questions.parts import MAX_OPTIONS, Option, Part, PartId

Options = Annotated[list[Option], Field(max_length=MAX_OPTIONS)]


class SingleBody(Part):
    """Choose one option."""

    model_config = build_example(kind="single", options=[{"id": "k3", "text": "goes"}, {"id": "x9", "text": "go"}])

    kind: Literal["single"]
    options: Options


class MultipleBody(Part):
    """Choose all options that are right."""

    model_config = build_example(
        kind="multiple", options=[{"id": "k3", "text": "a pen"}, {"id": "x9", "text": "a water"}]
    )

    kind: Literal["multiple"]
    options: Options


class TrueFalseBody(Part):
    """Say whether the prompt is true."""

    model_config = build_example(kind="true_false")

    kind: Literal["true_false"]


class ShortBody(Part):
    """Type a word or a short text."""

    model_config = build_example(kind="short")

    kind: Literal["short"]


class NumberBody(Part):
    """Type a number, with its unit where one is asked for."""

    model_config = build_example(kind="number")

    kind: Literal["number"]


class OrderingBody(Part):
    """Put items into order. They are stored in any order; attempts shuffle them."""

    model_config = build_example(
        kind="ordering", items=[{"id": "k3", "text": "Monday"}, {"id": "x9", "text": "Tuesday"}]
    )

    kind: Literal["ordering"]
    items: Options


class MatchingBody(Part):
    """Give each entry on the left one on the right. There may be more on the right than on the left."""

    model_config = build_example(
        kind="matching", left=[{"id": "k3", "text": "cat"}], right=[{"id": "x9", "text": "mushuk"}]
    )

    kind: Literal["matching"]
    left: Options
    right: Options


class Gap(Part):
    """A gap in a text: typed, or chosen from options."""

    model_config = build_example(id="g1", kind="typed")

    id: PartId
    kind: Literal["typed", "chosen"]
    options: Options = []


class GapBody(Part):
    """Fill the gaps of a text. `text` holds each gap once, as `[[id]]`."""

    model_config = build_example(kind="gap", text="She [[g1]] to school.", gaps=[{"id": "g1", "kind": "typed"}])

    kind: Literal["gap"]
    text: str = Field(max_length=20_000)
    gaps: list[Gap] = Field(max_length=MAX_OPTIONS)


class EssayBody(Part):
    """Write a text; a teacher marks it. `min_words` and `max_words` are shown and not enforced; 0: none."""

    model_config = build_example(kind="essay", min_words=80, max_words=120)

    kind: Literal["essay"]
    min_words: int = Field(0, ge=0, le=10_000)
    max_words: int = Field(0, ge=0, le=10_000)


class SpeakBody(Part):
    """Record speech: read `text` aloud, repeat the prompt's recording of `text`, or speak freely."""

    model_config = build_example(kind="speak", task="reading", text="The market opens at seven.")

    kind: Literal["speak"]
    task: Literal["reading", "speaking", "repeat"]
    text: str = Field("", max_length=5000)
    max_seconds: int = Field(120, ge=5, le=600)


class FileBody(Part):
    """Hand in files; a teacher marks them."""

    model_config = build_example(kind="file", max_files=2)

    kind: Literal["file"]
    max_files: int = Field(1, ge=1, le=5)


class HotspotBody(Part):
    """Point at places in a picture. `points`: how many a learner may set."""

    model_config = build_example(kind="hotspot", picture="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec7", points=1)

    kind: Literal["hotspot"]
    picture: UUID | None
    points: int = Field(1, ge=1, le=20)


class DictationBody(Part):
    """Write down what the prompt's recording says."""

    model_config = build_example(kind="dictation")

    kind: Literal["dictation"]


QuestionBody = Annotated[
    SingleBody
    | MultipleBody
    | TrueFalseBody
    | ShortBody
    | NumberBody
    | OrderingBody
    | MatchingBody
    | GapBody
    | EssayBody
    | SpeakBody
    | FileBody
    | HotspotBody
    | DictationBody,
    Field(discriminator="kind"),
]
