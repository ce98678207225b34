"""Bodies: what learners see of a question beside its prompt. A body never says what is right."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from apps.quizzes.questions.parts import MAX_OPTIONS, Option, Part, PartId

Options = Annotated[list[Option], Field(max_length=MAX_OPTIONS)]


class SingleBody(Part):
    """Choose one option."""

    kind: Literal["single"]
    options: Options


class MultipleBody(Part):
    """Choose all options that are right."""

    kind: Literal["multiple"]
    options: Options


class TrueFalseBody(Part):
    """Say whether the prompt is true."""

    kind: Literal["true_false"]


class ShortBody(Part):
    """Type a word or a short text."""

    kind: Literal["short"]


class NumberBody(Part):
    """Type a number, with its unit where one is asked for."""

    kind: Literal["number"]


class OrderingBody(Part):
    """Put items into order. They are stored in any order; attempts shuffle them."""

    kind: Literal["ordering"]
    items: Options


class MatchingBody(Part):
    """Give each entry on the left one on the right. There may be more on the right than on the left."""

    kind: Literal["matching"]
    left: Options
    right: Options


class Gap(Part):
    """A gap in a text: typed, or chosen from options."""

    id: PartId
    kind: Literal["typed", "chosen"]
    options: Options = []


class GapBody(Part):
    """Fill the gaps of a text. `text` holds each gap once, as `[[id]]`."""

    kind: Literal["gap"]
    text: str = Field(max_length=20_000)
    gaps: list[Gap] = Field(max_length=MAX_OPTIONS)


class EssayBody(Part):
    """Write a text; a teacher marks it. `min_words` and `max_words` are shown and not enforced; 0: none."""

    kind: Literal["essay"]
    min_words: int = Field(0, ge=0, le=10_000)
    max_words: int = Field(0, ge=0, le=10_000)


class SpeakBody(Part):
    """Record speech: read `text` aloud, repeat the prompt's recording of `text`, or speak freely."""

    kind: Literal["speak"]
    task: Literal["reading", "speaking", "repeat"]
    text: str = Field("", max_length=5000)
    max_seconds: int = Field(120, ge=5, le=600)


class FileBody(Part):
    """Hand in files; a teacher marks them."""

    kind: Literal["file"]
    max_files: int = Field(1, ge=1, le=5)


class HotspotBody(Part):
    """Point at places in a picture. `points`: how many a learner may set."""

    kind: Literal["hotspot"]
    picture: UUID | None
    points: int = Field(1, ge=1, le=20)


class DictationBody(Part):
    """Write down what the prompt's recording says."""

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
