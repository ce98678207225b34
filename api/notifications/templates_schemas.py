"""Schemas of `/notifications/templates/`: texts of notifications by type, channel and language."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, In, Out, build_example
from api.lists import PageQuery
from apps.notifications.groups import MessageGroup
from apps.notifications.templates import TEXT_LENGTH, TITLE_LENGTH

ChannelName = Literal["in_app", "telegram", "sms", "email", "push"]
LanguageName = Literal["uz", "ru", "en"]
TypeName = Annotated[str, Field(min_length=1, max_length=60, examples=["payments.overdue"])]
Title = Annotated[
    str,
    Field(max_length=TITLE_LENGTH, description="Must be empty for SMS and Telegram; required for the other channels."),
]
Text = Annotated[
    str, Field(min_length=1, max_length=TEXT_LENGTH, description="Plain text with placeholders in braces.")
]

TEMPLATE: dict[str, Any] = {
    "type": "payments.overdue",
    "channel": "sms",
    "language": "en",
    "title": "",
    "text": "{student}: {amount} was due on {due_on}. Please pay.",
}
SMS_COST: dict[str, Any] = {"encoding": "gsm7", "characters": 63, "parts": 1, "price": 20000}


class TemplatesQuery(PageQuery):
    """Filters of the texts in use. `own`: true for the centre's own templates only, false for built-in texts only."""

    model_config = build_example(type="payments.overdue", channel="sms")

    type: str | None = Field(None, max_length=60)
    channel: ChannelName | None = None
    language: LanguageName | None = None
    own: bool | None = None


class TemplateIn(In):
    """The centre's own text for one notification type, channel and language."""

    model_config = build_example(**TEMPLATE)

    type: TypeName
    channel: ChannelName
    language: LanguageName
    title: Title = ""
    text: Text


class TemplateChanges(Changes):
    """Changes of a template; fields that are not sent stay."""

    model_config = build_example(text="{student}: {amount} was due on {due_on}.")

    title: Title = ""
    text: Text = ""


class WordingOut(Out):
    """The text in use for one notification type, channel and language. `type_title`: the type in the user's language;
    `group`: what it is about. `own`: it is the centre's own template; else it is the built-in text, and `id` is null.
    `places`: the placeholders that the text may use.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81",
        **TEMPLATE,
        type_title="A payment is overdue",
        group="money",
        own=True,
        places=["amount", "due_on", "student", "title"],
    )

    id: UUID | None
    type: str
    type_title: str
    group: MessageGroup
    channel: str
    language: str
    title: str
    text: str
    own: bool
    places: list[str]


class SmsCostOut(Out):
    """Length and price of a text as SMS. `characters`: 7-bit units for gsm7, 16-bit units for unicode; some letters
    count as two. `parts`: how many SMS are paid for. `price`: of all parts, in tiyin.
    """

    model_config = build_example(**SMS_COST)

    encoding: Literal["gsm7", "unicode"]
    characters: int
    parts: int
    price: int


class ShownOut(Out):
    """The message in one language, filled with sample data. `own`: it comes from the centre's own text. `sms`: null for
    other channels.
    """

    model_config = build_example(
        language="en",
        title="",
        text="Jasur Oripov: 450 000 soʻm was due on 07.09.2026. Please pay.",
        own=True,
        sms=SMS_COST,
    )

    language: str
    title: str
    text: str
    own: bool
    sms: SmsCostOut | None


class PreviewOut(Out):
    """The message in each language: uz, ru, en."""

    messages: list[ShownOut]
