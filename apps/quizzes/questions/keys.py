"""Keys: what is right in a question, and what learners hear afterwards. A key never travels before it may be seen."""

from typing import Annotated, Literal

from pydantic import Field

from apps.core.schema_examples import build_example
from apps.quizzes.questions.parts import (
    MAX_HINTS,
    MAX_OPTIONS,
    LongText,
    Number,
    Part,
    PartId,
    Point,
    PositiveShare,
    Share,
    ShortText,
    Unit,
)

Rule = Literal["all", "each"]
"""`all`: all must be right for any points; `each`: each right one counts its part."""


class Hint(Part):
    """A hint that a learner may ask for. `cost`: the share of the points that it takes."""

    model_config = build_example(text="Think of he, she, it.", cost=0.25)

    text: str = Field(min_length=1, max_length=2000)
    cost: Unit = 0


class Key(Part):
    """What all keys have. `penalty`: the share of the points that a wrong answer takes away; no answer takes none."""

    model_config = build_example(explanation="He, she and it take -s.", penalty=0.25)

    explanation: LongText = ""
    right_feedback: LongText = ""
    partial_feedback: LongText = ""
    wrong_feedback: LongText = ""
    hints: list[Hint] = Field([], max_length=MAX_HINTS)
    penalty: Unit = 0


class SingleKey(Key):
    """`shares` of the options; one that is not named gives 0. `feedback` by option."""

    model_config = build_example(kind="single", shares={"k3": 1})

    kind: Literal["single"]
    shares: dict[PartId, Share] = Field(max_length=MAX_OPTIONS)
    feedback: dict[PartId, LongText] = Field({}, max_length=MAX_OPTIONS)


class MultipleKey(Key):
    """Options with a share above 0 are right.

    `rule`: `all`; `each`: each right one counts the same, each wrong one takes as much, never below 0; `weights`: the
    shares of the chosen are added, never below 0.
    """

    model_config = build_example(kind="multiple", rule="each", shares={"k3": 1})

    kind: Literal["multiple"]
    rule: Literal["all", "each", "weights"] = "each"
    shares: dict[PartId, Share] = Field(max_length=MAX_OPTIONS)
    feedback: dict[PartId, LongText] = Field({}, max_length=MAX_OPTIONS)


class TrueFalseKey(Key):
    """Whether the prompt is true."""

    model_config = build_example(kind="true_false", correct=True)

    kind: Literal["true_false"]
    correct: bool
    true_feedback: LongText = ""
    false_feedback: LongText = ""


class TextAnswer(Part):
    """A text that is accepted.

    Texts are compared folded by the question's language: case, apostrophes, spaces and Unicode forms do not count.
    `is_pattern`: a regular expression that the whole text must match.
    """

    model_config = build_example(text="goes")

    text: str = Field(min_length=1, max_length=500)
    share: Unit = 1
    is_pattern: bool = False
    feedback: LongText = ""


class ShortKey(Key):
    """The best of the accepted texts that fit counts. `match_case`: capital letters count."""

    model_config = build_example(kind="short", answers=[{"text": "goes"}])

    kind: Literal["short"]
    answers: list[TextAnswer] = Field(max_length=MAX_OPTIONS)
    match_case: bool = False


class NumberAnswer(Part):
    """A number that is accepted, and how far away (either side, included) an answer may be."""

    model_config = build_example(value="3.5", tolerance="0.1")

    value: Number
    tolerance: Number = "0"
    share: Unit = 1
    feedback: LongText = ""


class NumberUnit(Part):
    """A unit that is accepted: an answer in it is multiplied by `factor` before it is compared."""

    model_config = build_example(name="cm", factor="0.01")

    name: str = Field(min_length=1, max_length=40)
    factor: Number = "1"


class NumberKey(Key):
    """The best of the accepted numbers that fit counts.

    `unit_rule`: `none`: a unit is a wrong answer; `optional`; `required`: without a known unit the answer loses
    `unit_penalty` of its share.
    """

    model_config = build_example(kind="number", answers=[{"value": "12"}])

    kind: Literal["number"]
    answers: list[NumberAnswer] = Field(max_length=MAX_OPTIONS)
    units: list[NumberUnit] = Field([], max_length=MAX_OPTIONS)
    unit_rule: Literal["none", "optional", "required"] = "none"
    unit_penalty: Unit = 1


class OrderingKey(Key):
    """`rule`: `all`; `places`: items in their right place count; `pairs`: neighbours in the right order count."""

    model_config = build_example(kind="ordering", order=["k3", "x9"])

    kind: Literal["ordering"]
    order: list[PartId] = Field(max_length=MAX_OPTIONS)
    rule: Literal["all", "places", "pairs"] = "places"


class MatchingKey(Key):
    """The right entry for each on the left."""

    model_config = build_example(kind="matching", pairs={"k3": "x9"})

    kind: Literal["matching"]
    pairs: dict[PartId, PartId] = Field(max_length=MAX_OPTIONS)
    rule: Rule = "each"


class GapAnswer(Part):
    """What is right in one gap: texts of a typed one, the option of a chosen one."""

    model_config = build_example(answers=[{"text": "goes"}])

    answers: list[TextAnswer] = Field([], max_length=MAX_OPTIONS)
    option: PartId | None = None


class GapKey(Key):
    """What is right in each gap."""

    model_config = build_example(kind="gap", gaps={"g1": {"answers": [{"text": "goes"}]}})

    kind: Literal["gap"]
    gaps: dict[PartId, GapAnswer] = Field(max_length=MAX_OPTIONS)
    rule: Rule = "each"
    match_case: bool = False


class EssayKey(Key):
    """`guide`: what the marker looks for; learners never see it."""

    model_config = build_example(kind="essay", guide="Past tense, linking words.")

    kind: Literal["essay"]
    guide: LongText = ""


class SpeakKey(Key):
    """`references`: good answers of a free task, in words. `guide`: what a marker listens for."""

    model_config = build_example(kind="speak", references=["I usually get up at seven."])

    kind: Literal["speak"]
    references: list[ShortText] = Field([], max_length=20)
    guide: LongText = ""


class FileKey(Key):
    """`guide`: what the marker looks for."""

    model_config = build_example(kind="file", guide="Three pages, neat.")

    kind: Literal["file"]
    guide: LongText = ""


class Region(Part):
    """A part of a picture. `rectangle`: two opposite corners; `circle`: its centre and a point on it (measured in the
    picture's pixels); `polygon`: three corners or more. The border belongs to it.
    """

    model_config = build_example(shape="rectangle", points=[{"x": 0.1, "y": 0.1}, {"x": 0.4, "y": 0.3}])

    shape: Literal["rectangle", "circle", "polygon"]
    points: list[Point] = Field(min_length=2, max_length=100)
    share: PositiveShare = 1


class HotspotKey(Key):
    """`rule`: `all`: a point in each region and none outside; `each`: each region that a point hits counts its share,
    each point outside takes the smallest share, never below 0. A region counts once.
    `aspect`: the width of the picture divided by its height, which circles need.
    """

    model_config = build_example(
        kind="hotspot", regions=[{"shape": "rectangle", "points": [{"x": 0.1, "y": 0.1}, {"x": 0.4, "y": 0.3}]}]
    )

    kind: Literal["hotspot"]
    regions: list[Region] = Field(max_length=MAX_OPTIONS)
    rule: Rule = "each"
    aspect: float = Field(1, ge=0.01, le=100)


class DictationKey(Key):
    """What the recording says. The score is the part of its words that are written, as homework aligns them."""

    model_config = build_example(kind="dictation", text="The market opens at seven.")

    kind: Literal["dictation"]
    text: str = Field(max_length=5000)


QuestionKey = Annotated[
    SingleKey
    | MultipleKey
    | TrueFalseKey
    | ShortKey
    | NumberKey
    | OrderingKey
    | MatchingKey
    | GapKey
    | EssayKey
    | SpeakKey
    | FileKey
    | HotspotKey
    | DictationKey,
    Field(discriminator="kind"),
]
