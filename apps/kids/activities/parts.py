"""What activities are made of: pictures, sounds, and words for who teaches and for who cannot see."""

from typing import Annotated

from pydantic import Field

from apps.core.schema_examples import build_example
from apps.quizzes.questions.parts import Part

MAX_ITEMS = 12
FILE = "file:"
"""Before the name of a file of the block, where a picture or a sound may also be one of the platform."""

Key = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,20}$")]
"""Names an item within its activity. Who writes the activity makes it."""
PictureName = Annotated[str, Field(pattern=r"^((file:)?[a-z0-9-]{1,40})?$")]
"""A picture of the platform (`pictures.PICTURES`), a file of the block as `file:name`, or "" in a draft."""
SoundName = Annotated[str, Field(pattern=r"^((file:)?[a-z0-9-]{1,40})?$")]
"""A sound of the platform (`phrases.PHRASES`), a recording of the block as `file:name`, or ""."""
SkillCode = Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=60)]


class Words(Part):
    """A text in the languages of the centre."""

    model_config = build_example(uz="olma", ru="яблоко", en="an apple")

    uz: str = Field("", max_length=300)
    ru: str = Field("", max_length=300)
    en: str = Field("", max_length=300)


class Spoken(Part):
    """What a child hears first: a sound, and its words for who teaches."""

    model_config = build_example(sound="tap-it")

    sound: SoundName = ""
    text: Words = Words()


class Item(Part):
    """A picture that can be touched and says what it is. `alt`: what is to be seen, where the picture is a file."""

    model_config = build_example(key="a", picture="apple")

    key: Key
    picture: PictureName = ""
    alt: Words = Words()
    sound: SoundName = ""


class Pair(Part):
    """Two pictures that belong together."""

    model_config = build_example(left={"key": "a", "picture": "cat"}, right={"key": "b", "picture": "fish"})

    left: Item
    right: Item


class StoryPage(Part):
    """A page of a story: a picture, and what is told."""

    model_config = build_example(picture="house", sound="file:page-1")

    picture: PictureName = ""
    alt: Words = Words()
    sound: SoundName = ""
    text: Words = Words()
