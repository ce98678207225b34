"""Schemas of `/notifications/templates/`."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import In, Out, build_example
from api.schemas.people import drop_default
from apps.notifications.templates import TEXT_LENGTH, TITLE_LENGTH

ChannelName = Literal["in_app", "telegram", "sms", "email", "push"]
LanguageName = Literal["uz", "ru", "en"]
TypeName = Annotated[str, Field(min_length=1, max_length=60, examples=["payments.overdue"])]
Title = Annotated[str, Field(max_length=TITLE_LENGTH, description="Empty for an SMS and a Telegram message.")]
Text = Annotated[
    str, Field(min_length=1, max_length=TEXT_LENGTH, description="Plain text with placeholders in braces.")
]

WORDS: dict[str, Any] = {
    "type": "payments.overdue",
    "channel": "sms",
    "language": "en",
    "title": "",
    "text": "{student}: {amount} was due on {due_on}. Please pay.",
}
SMS: dict[str, Any] = {"encoding": "gsm7", "characters": 63, "parts": 1, "price": 20000}
SHOWN: dict[str, Any] = {
    "language": "en",
    "title": "",
    "text": "Jasur Oripov: 450 000 UZS was due on 07.09.2026. Please pay.",
    "own": True,
    "sms": SMS,
}


class TemplatesQuery(PageQuery):
    """Filters of templates: type, channel, language; only the centre's own or only built-in ones."""

    model_config = build_example(type="payments.overdue", channel="sms")

    type: str | None = Field(None, max_length=60)
    channel: ChannelName | None = None
    language: LanguageName | None = None
    own: bool | None = None


class TemplateIn(In):
    """The centre's own text for one type, channel and language."""

    model_config = build_example(**WORDS)

    type: TypeName
    channel: ChannelName
    language: LanguageName
    title: Title = ""
    text: Text


class TemplateChanges(In):
    """Changes of a template; what is not sent stays."""

    model_config = build_example(text="{student}: {amount} was due on {due_on}.")

    title: Title = Field(default="", json_schema_extra=drop_default)
    text: Text = Field(default="", json_schema_extra=drop_default)


class WordingOut(Out):
    """The text in use. `id` is set for the centre's own; `places` are the names that may stand in braces."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81", **WORDS, own=True, places=["amount", "due_on", "student", "title"]
    )

    id: UUID | None
    type: str
    channel: str
    language: str
    title: str
    text: str
    own: bool
    places: list[str]


class SmsCostOut(Out):
    """Length and price of one SMS. `characters` are counted in its encoding; `price` is in tiyin."""

    model_config = build_example(**SMS)

    encoding: Literal["gsm7", "unicode"]
    characters: int
    parts: int
    price: int


class ShownOut(Out):
    """A message with sample data, as the recipient gets it."""

    model_config = build_example(**SHOWN)

    language: str
    title: str
    text: str
    own: bool
    sms: SmsCostOut | None


class PreviewOut(Out):
    """One message in each language."""

    model_config = build_example(messages=[SHOWN])

    messages: list[ShownOut]
