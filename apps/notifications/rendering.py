"""What a notification says: the centre's own words where it wrote some, else the declared ones. Always plain text.

Places in braces are filled with the notification's data and nothing else: neither an attribute nor a format can be
asked for, and what the data says is never looked through for places.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.utils.translation import override

from apps.core.translated_texts import LANGUAGES
from apps.messaging.sms import plain
from apps.notifications.channels import Channel
from apps.notifications.models import NotificationTemplate
from apps.notifications.types import NotificationType, all_types

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
UNTITLED_CHANNELS = (Channel.SMS, Channel.TELEGRAM)
"""Channels whose messages are one text: what the declaration has as a title begins it."""

TemplateTexts = Mapping[tuple[str, str, str], tuple[str, str]]
"""The centre's title and text by type, channel and language."""


def load_templates(
    *, channel: str | None = None, language: str | None = None, types: Iterable[str] | None = None
) -> TemplateTexts:
    """What the centre wrote itself, in one query, to draw many notifications with."""
    rows = NotificationTemplate.objects.all()
    rows = rows.filter(channel=channel) if channel else rows
    rows = rows.filter(language=language) if language else rows
    rows = rows if types is None else rows.filter(type__in=set(types))
    found = rows.values_list("type", "channel", "language", "title", "text")
    return {(type_, by, tongue): (title, text) for type_, by, tongue, title, text in found}


def render_notification(
    type: str,  # noqa: A002
    channel: str,
    language: str,
    data: Mapping[str, Any],
    count: int = 1,
    *,
    own: TemplateTexts | None = None,
) -> tuple[str, str]:
    """Title and text of a notification by this channel in this language; an SMS and a Telegram message have no title.

    With `count` above 1 it tells of so many at once, in the declared words for that. A type that is no longer declared
    reads as its bare name; a place that the data does not fill stays empty. Without `own` the centre's words are looked
    up.
    """
    declared = all_types().get(type)
    if declared is None:
        return type, ""
    language = language.split("-")[0] if language.split("-")[0] in LANGUAGES else LANGUAGES[0]
    several = count > 1 and bool(declared.many)
    values = {"count": count, "more": count - 1, **data}
    if not several:
        known = load_templates(channel=channel, language=language, types=[type]) if own is None else own
        if written := known.get((type, channel, language)):
            return _clean_for_channel(channel, *fill_placeholders(written, values))
    return _clean_for_channel(
        channel,
        *join_title(channel, *fill_placeholders(get_built_in_text(declared, language, several=several), values)),
    )


def get_built_in_text(declared: NotificationType, language: str, *, several: bool = False) -> tuple[str, str]:
    """The declared title and text with their places still open."""
    with override(language):
        return str(declared.title), str(declared.many if several else declared.text)


def join_title(channel: str, title: str, text: str) -> tuple[str, str]:
    """Title and text as this channel has them: of a message without a title the title begins the text."""
    if channel not in UNTITLED_CHANNELS or not title:
        return title, text
    if channel == Channel.TELEGRAM:
        return "", f"{title}\n{text}"
    return "", f"{title}{'' if title[-1] in '.!?:' else '.'} {text}"


def fill_placeholders(open_words: tuple[str, str], data: Mapping[str, Any]) -> tuple[str, str]:
    """The words with their places filled."""
    title, text = (PLACEHOLDER.sub(lambda place: _to_text(data.get(place[1])), words) for words in open_words)
    return title.strip(), text.strip()


def truncate_text(words: str, characters: int, most_bytes: int) -> str:
    """The words, cut where there is no room for more of them, in characters and in bytes as JSON."""
    if len(words) <= characters and len(orjson.dumps(words)) <= most_bytes:
        return words
    room = most_bytes - len(orjson.dumps("…"))
    for position, one in enumerate(words[: characters - 1]):
        room -= len(orjson.dumps(one)) - 2
        if room < 0:
            return f"{words[:position]}…"
    return f"{words[: characters - 1]}…"


def _clean_for_channel(channel: str, title: str, text: str) -> tuple[str, str]:
    """An SMS without the characters that would make it longer than it is."""
    return title, plain(text).strip() if channel == Channel.SMS else text.strip()


def _to_text(value: Any) -> str:
    return "" if value is None else str(value)
