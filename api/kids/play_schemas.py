"""Schemas of what children play: their path, lessons of activities, and what they do in them."""

from typing import Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.kids.children_schemas import CHILD
from apps.kids.activities.judging import ActivityResult, Response

LESSON = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6fb0"
BLOCK = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6fb2"
SOUNDS = {"well-done": "/static/kids/sounds/uz/well-done.mp3"}
APPLE: dict[str, Any] = {
    "key": "a",
    "picture": "apple",
    "alt": {"uz": "olma", "ru": "яблоко", "en": "apple"},
    "sound": "word-apple",
}
ACTIVITY: dict[str, Any] = {
    "id": BLOCK,
    "kind": "activity",
    "files": {},
    "sounds": {"word-apple": "/static/kids/sounds/uz/word-apple.mp3"},
    "activity": {"kind": "tap", "instruction": {"sound": "tap-it", "text": APPLE["alt"]}, "items": [APPLE]},
}
MAX_SECONDS = 3600
REST_AFTER: Any = Field(
    validation_alias="time__rest_after", description="Play, in seconds; then the page asks the child to rest."
)
PLAY_LEFT: Any = Field(
    validation_alias="time__left", description="What a guardian lets the child play today; null without a limit."
)


class PathLessonOut(Out):
    """A lesson on the path of a child. `picture` and `sticker` name pictures of the platform; `sticker` is what the
    child got for the lesson, "" until it is done.
    """

    model_config = build_example(id=LESSON, title="Counting apples", picture="apple", is_done=True, sticker="kite")

    id: UUID
    title: str
    picture: str
    is_done: bool
    sticker: str


class StickerOut(Out):
    """What a child got for a lesson that it has done. `picture`: of the platform."""

    model_config = build_example(lesson=LESSON, picture="kite")

    lesson: UUID
    picture: str


class ChildPathOut(Out):
    """The path of a child: lessons of its class or for all that it can play now on its device, and those that it has
    done on any.

    `next`: what comes now, the first to play first. `stars`: one for each lesson done, as `stickers`, which stay when
    the child leaves a course. `sounds`: addresses of what the pages say, in the language of the reader.
    """

    model_config = build_example(
        id=CHILD["id"], next=[LESSON], stars=1, rest_after_seconds=900, play_left_seconds=1260, sounds=SOUNDS
    )

    id: UUID = Field(validation_alias="listed__child__id")
    next: list[UUID]
    lessons: list[PathLessonOut]
    stars: int
    stickers: list[StickerOut]
    rest_after_seconds: int = REST_AFTER
    play_left_seconds: int | None = PLAY_LEFT
    sounds: dict[str, str]


class PlayedLessonOut(Out):
    """A lesson to play. `activities`: its blocks of the kind `activity`, in their order and without what is right."""

    model_config = build_example(
        id=LESSON, title="Counting apples", activities=[ACTIVITY], is_done=False, sticker="", rest_after_seconds=900,
        play_left_seconds=1260, sounds=SOUNDS,
    )  # fmt: skip

    id: UUID
    title: str
    activities: list[dict[str, Any]]
    is_done: bool
    sticker: str
    rest_after_seconds: int = REST_AFTER
    play_left_seconds: int | None = PLAY_LEFT
    sounds: dict[str, str]


class ActivityAnswerIn(In):
    """A try at an activity. `play`: an id that the page makes each time it shows the activity; `number`: of the try in
    it. The same play and number again change nothing.
    """

    model_config = build_example(
        block=BLOCK, play="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6fb3", number=1, response={"kind": "tap", "keys": ["a"]},
        has_help=False, seconds=8,
    )  # fmt: skip

    block: UUID
    play: UUID
    number: int = Field(1, ge=1, le=1000)
    response: Response
    has_help: bool = Field(False, description="The page had shown the child what to do.")
    seconds: int = Field(0, ge=0, le=MAX_SECONDS, description="What the try took.")


class ActivityAnswerOut(Out):
    """What became of a try. After `wrong` the child tries again. `star`: the activity is done, whatever it took.
    `play_left_seconds`: what a guardian lets the child play today; null without a limit.
    """

    model_config = build_example(outcome="right", star=True, is_recorded=True, play_left_seconds=1252, hint=None)

    outcome: ActivityResult
    star: bool
    is_recorded: bool = Field(description="The consent `learning_systems` is given; without it nothing is kept.")
    play_left_seconds: int | None
    hint: dict[str, Any] | None = Field(description="What would be right, from the second wrong try on.")


class FinishedLessonOut(Out):
    """A lesson that was played to its end. It is not done yet where its rule asks for more, such as a quiz."""

    model_config = build_example(is_done=True, sticker="kite")

    is_done: bool
    sticker: str
