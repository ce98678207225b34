"""Text of a notification: the centre's template, or the declared text. Always plain text.

Placeholders in braces are filled with the notification's data only: no attributes, no formats, and placeholders inside
the data are not filled. A value that is a text in every language is read in the reader's.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.utils.translation import override

from apps.core.lookups import filter_given
from apps.core.money import translate_amount
from apps.core.months import translate_last_month
from apps.core.translated_texts import LANGUAGES, pick_translation
from apps.messaging.sms import simplify_punctuation
from apps.notifications.channels import Channel
from apps.notifications.models import NotificationTemplate
from apps.notifications.types import NotificationType, get_notification_types_by_name

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
UNTITLED_CHANNELS = (Channel.SMS, Channel.TELEGRAM)
"""Channels whose messages are one text: the declared title begins it."""

TemplateTexts = Mapping[tuple[str, str, str], tuple[str, str]]
"""Title and text of the centre's templates by type, channel and language."""


def load_templates(
    *, channel: str | None = None, language: str | None = None, types: Iterable[str] | None = None
) -> TemplateTexts:
    """Return the centre's templates in one query, to render many notifications."""
    types = None if types is None else set(types)
    rows = filter_given(NotificationTemplate.objects.all(), channel=channel, language=language or None, type__in=types)
    values = rows.values_list("type", "channel", "language", "title", "text")
    return {(type_, by, tongue): (title, text) for type_, by, tongue, title, text in values}


def render_notification(
    type: str,  # noqa: A002
    channel: str,
    language: str,
    data: Mapping[str, Any],
    count: int = 1,
    *,
    own_templates: TemplateTexts | None = None,
) -> tuple[str, str]:
    """Return title and text of a notification for a channel and language. SMS and Telegram have no title.

    With `count` above 1 the declared plural text is used. A type that is no longer declared is rendered as its name; a
    placeholder without data stays empty. Without `own_templates` the templates are loaded.
    """
    declared = get_notification_types_by_name().get(type)
    if declared is None:
        return type, ""
    language = language.split("-")[0] if language.split("-")[0] in LANGUAGES else LANGUAGES[0]
    several = count > 1 and bool(declared.plural_text)
    values = {"count": count, "more": count - 1, **translate_data(data, language)}
    if not several:
        templates = (
            load_templates(channel=channel, language=language, types=[type]) if own_templates is None else own_templates
        )
        if template := templates.get((type, channel, language)):
            return _clean_for_channel(channel, *fill_placeholders(template, values))
    title, text = get_built_in_text(declared, language, plural=several)
    if declared.one_day_text and not several and data.get("first") == data.get("last"):
        with override(language):
            text = str(declared.one_day_text)
    filled = fill_placeholders((title, text), values)
    return _clean_for_channel(channel, *join_title(channel, *filled))


def get_built_in_text(declared_type: NotificationType, language: str, *, plural: bool = False) -> tuple[str, str]:
    """Return the declared title and text with open placeholders."""
    with override(language):
        return str(declared_type.title), str(declared_type.plural_text if plural else declared_type.text)


def join_title(channel: str, title: str, text: str) -> tuple[str, str]:
    """Return title and text as the channel has them: without a title field, the title begins the text."""
    if channel not in UNTITLED_CHANNELS or not title:
        return title, text
    if channel == Channel.TELEGRAM:
        return "", f"{title}\n{text}"
    return "", f"{title}{'' if title[-1] in '.!?:' else '.'} {text}"


def fill_placeholders(title_and_text: tuple[str, str], data: Mapping[str, Any]) -> tuple[str, str]:
    """Return title and text with their placeholders filled."""
    known = {name: "" if value is None else str(value) for name, value in data.items()}
    title, text = (PLACEHOLDER.sub(lambda place: known.get(place[1], ""), template) for template in title_and_text)
    return title.strip(), text.strip()


def truncate_text(text: str, max_characters: int, max_json_bytes: int) -> str:
    """Return the text cut to at most so many characters, and bytes as JSON."""
    if len(text) <= max_characters and len(orjson.dumps(text)) <= max_json_bytes:
        return text
    remaining = max_json_bytes - len(orjson.dumps("…"))
    for position, character in enumerate(text[: max_characters - 1]):
        remaining -= len(orjson.dumps(character)) - 2
        if remaining < 0:
            return f"{text[:position]}…"
    return f"{text[: max_characters - 1]}…"


def translate_data(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return the data as readers of the language write it: texts in every language, amounts, fractions, and months in
    figures at the end of a text.
    """
    return {name: _translate_value(value, language) for name, value in pick_languages(data, language).items()}


def pick_languages(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return the data with its texts in every language only in this one."""
    return {
        name: pick_translation(value, language) if isinstance(value, dict) and value.keys() == {*LANGUAGES} else value
        for name, value in data.items()
    }


def _translate_value(value: Any, language: str) -> Any:
    if isinstance(value, float) and language != "en":
        return str(value).replace(".", ",")
    return translate_last_month(translate_amount(value, language), language) if isinstance(value, str) else value


def _clean_for_channel(channel: str, title: str, text: str) -> tuple[str, str]:
    """Remove characters from an SMS that would make it longer."""
    return title, simplify_punctuation(text).strip() if channel == Channel.SMS else text.strip()
