"""The kinds of activities, as they are stored in a block. Each begins with what the child hears (`instruction`) and may
name one skill of the lesson (`skill`); without it all skills of the lesson are meant.
"""

from typing import Annotated, Literal

from pydantic import Field

from apps.core.schema_examples import build_example
from apps.kids.activities.parts import (
    MAX_ITEMS,
    Item,
    Key,
    Pair,
    PictureName,
    SkillCode,
    SoundName,
    Spoken,
    StoryPage,
    Words,
)
from apps.quizzes.questions.parts import Part

Items = Annotated[list[Item], Field(max_length=MAX_ITEMS)]
Coordinate = Annotated[float, Field(ge=0, le=100)]
Stroke = Annotated[list[tuple[Coordinate, Coordinate]], Field(min_length=2, max_length=60)]
MAX_COUNT = 20

APPLE, PEAR = {"key": "a", "picture": "apple"}, {"key": "b", "picture": "melon"}


class BaseActivity(Part):
    """What all kinds have."""

    instruction: Spoken = Spoken()
    skill: SkillCode = ""


class TapActivity(BaseActivity):
    """Touch what is asked for: one or more of the pictures."""

    model_config = build_example(kind="tap", items=[APPLE, PEAR], answers=["a"])

    kind: Literal["tap"]
    items: Items = []
    answers: Annotated[list[Key], Field(max_length=MAX_ITEMS)] = []


class ListenActivity(BaseActivity):
    """Hear something, and choose its picture."""

    model_config = build_example(kind="listen_and_choose", sound="word-apple", items=[APPLE, PEAR], answer="a")

    kind: Literal["listen_and_choose"]
    sound: SoundName = ""
    items: Items = []
    answer: Key | Literal[""] = ""


class DragActivity(BaseActivity):
    """Bring each picture to its place. `places`: the key of the target by that of the item."""

    model_config = build_example(
        kind="drag", items=[APPLE], targets=[{"key": "t", "picture": "tree"}], places={"a": "t"}
    )

    kind: Literal["drag"]
    items: Items = []
    targets: Annotated[list[Item], Field(max_length=4)] = []
    places: Annotated[dict[Key, Key], Field(max_length=MAX_ITEMS)] = {}


class MatchActivity(BaseActivity):
    """Find what belongs together. The right sides are shuffled."""

    model_config = build_example(kind="match", pairs=[{"left": APPLE, "right": {"key": "x", "picture": "tree"}}])

    kind: Literal["match"]
    pairs: Annotated[list[Pair], Field(max_length=6)] = []


class CountActivity(BaseActivity):
    """Count what is shown, and choose the number. What is shown says the answer, so a learner gets it too."""

    model_config = build_example(kind="count", picture="apple", number=3, choices=[2, 3, 4])

    kind: Literal["count"]
    picture: PictureName = ""
    alt: Words = Words()
    number: int = Field(1, ge=0, le=MAX_COUNT)
    choices: Annotated[list[Annotated[int, Field(ge=0, le=MAX_COUNT)]], Field(max_length=6)] = []


class MemoryActivity(BaseActivity):
    """Turn two cards at a time and find the pairs; each item lies there twice."""

    model_config = build_example(kind="memory", items=[APPLE, PEAR])

    kind: Literal["memory"]
    items: Annotated[list[Item], Field(max_length=8)] = []


class TraceActivity(BaseActivity):
    """Follow lines with a finger. Each stroke is a list of points, from 0 to 100 both ways, from the upper left."""

    model_config = build_example(kind="trace", strokes=[[[10, 50], [90, 50]]])

    kind: Literal["trace"]
    strokes: Annotated[list[Stroke], Field(max_length=8)] = []


class ColourActivity(BaseActivity):
    """Colour a drawing of the platform (`pictures.DRAWINGS`) as one likes."""

    model_config = build_example(kind="colour", drawing="house", colours=["red", "green", "blue"])

    kind: Literal["colour"]
    drawing: str = Field("", max_length=40)
    colours: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=8)] = []


class SayActivity(BaseActivity):
    """Hear a word and say it. The child is praised, without a mark."""

    model_config = build_example(kind="say", item=APPLE)

    kind: Literal["say"]
    item: Item | None = None


class StoryActivity(BaseActivity):
    """Look at a story and hear it, page by page."""

    model_config = build_example(kind="story", pages=[{"picture": "house", "sound": "file:page-1"}])

    kind: Literal["story"]
    pages: Annotated[list[StoryPage], Field(max_length=MAX_ITEMS)] = []


ScoredActivity = TapActivity | ListenActivity | DragActivity | MatchActivity | CountActivity | MemoryActivity
FreeActivity = TraceActivity | ColourActivity | SayActivity | StoryActivity
Activity = Annotated[ScoredActivity | FreeActivity, Field(discriminator="kind")]


def list_items(activity: ScoredActivity | FreeActivity) -> list[Item]:
    """Return everything in an activity that can be touched."""
    match activity:
        case TapActivity() | ListenActivity() | MemoryActivity():
            return list(activity.items)
        case DragActivity():
            return [*activity.items, *activity.targets]
        case MatchActivity():
            return [item for pair in activity.pairs for item in (pair.left, pair.right)]
        case SayActivity(item=Item() as item):
            return [item]
    return []


def list_pictures(activity: ScoredActivity | FreeActivity) -> list[tuple[str, Words]]:
    """Return the names of all pictures of an activity, each with what is said of it; "" where one is missing."""
    pictures = [(item.picture, item.alt) for item in list_items(activity)]
    if isinstance(activity, CountActivity):
        pictures.append((activity.picture, activity.alt))
    if isinstance(activity, StoryActivity):
        pictures += [(page.picture, page.alt) for page in activity.pages]
    return pictures


def list_sounds(activity: ScoredActivity | FreeActivity) -> list[str]:
    """Return the names of all sounds that an activity names."""
    sounds = [activity.instruction.sound, *(item.sound for item in list_items(activity))]
    if isinstance(activity, ListenActivity):
        sounds.append(activity.sound)
    if isinstance(activity, StoryActivity):
        sounds += [page.sound for page in activity.pages]
    return [sound for sound in sounds if sound]
