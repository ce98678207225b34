"""Message texts in use, for users who manage templates: the list of all, and a preview with sample data."""

from dataclasses import asdict
from typing import Any

from apps.core.translated_texts import LANGUAGES
from apps.messaging import sms_size
from apps.notifications.channels import Channel
from apps.notifications.groups import get_message_group
from apps.notifications.models import NotificationTemplate
from apps.notifications.rendering import (
    TemplateTexts,
    get_built_in_text,
    join_title,
    load_templates,
    render_notification,
)
from apps.notifications.sample_data import SAMPLES
from apps.notifications.templates import check_template
from apps.notifications.types import get_notification_types_by_name, get_type_title
from apps.settings.queries import get_system_settings


def list_effective_templates(
    *,
    type: str | None = None,  # noqa: A002
    channel: str | None = None,
    language: str | None = None,
    own: bool | None = None,
) -> list[dict[str, Any]]:
    """Return the text of every type, channel and language, narrowed by the filters, in one query. Placeholders are
    open; `id` is set for the centre's own.
    """
    filters = {"type": type, "channel": channel, "language": language}
    rows = NotificationTemplate.objects.filter(**{name: value for name, value in filters.items() if value})
    own_templates = {(row.type, row.channel, row.language): row for row in rows}
    templates = [
        _build_effective_template(name, by, tongue, own_templates.get((name, by, tongue)))
        for name in sorted(get_notification_types_by_name())
        for by in Channel.values
        for tongue in LANGUAGES
        if type in (None, name) and channel in (None, by) and language in (None, tongue)
    ]
    return templates if own is None else [template for template in templates if template["own"] is own]


def get_effective_template(template: NotificationTemplate) -> dict[str, Any]:
    """Return one template of the centre, as in the list."""
    return _build_effective_template(template.type, template.channel, template.language, template)


def preview_template(
    *,
    type: str,  # noqa: A002
    channel: str,
    language: str,
    title: str,
    text: str,
) -> list[dict[str, Any]]:
    """Return this text with sample data, and the texts in use in the other languages; `sms` only for SMS. Raise Invalid
    as `check_template`.
    """
    check_template(type=type, channel=channel, language=language, title=title, text=text)
    texts: TemplateTexts = {**load_templates(channel=channel, types=[type]), (type, channel, language): (title, text)}
    price = get_system_settings().sms_part_price
    previews = []
    for each_language in LANGUAGES:
        heading, words = render_notification(type, channel, each_language, SAMPLES, own_templates=texts)
        sms = _calculate_sms_cost(words, price) if channel == Channel.SMS else None
        is_own = (type, channel, each_language) in texts
        previews.append({"language": each_language, "title": heading, "text": words, "own": is_own, "sms": sms})
    return previews


def _build_effective_template(
    name: str, channel: str, language: str, row: NotificationTemplate | None
) -> dict[str, Any]:
    declared = get_notification_types_by_name().get(name)
    if row is not None:
        title, text = row.title, row.text
    else:
        title, text = join_title(channel, *get_built_in_text(get_notification_types_by_name()[name], language))
    places = sorted(declared.placeholders()) if declared else []
    key = {"id": row.pk if row else None, "type": name, "channel": channel, "language": language}
    key |= {"type_title": get_type_title(name), "group": get_message_group(name)}
    return key | {"title": title, "text": text, "own": row is not None, "places": places}


def _calculate_sms_cost(text: str, price: int) -> dict[str, Any]:
    size = sms_size.measure_sms(text)
    return {**asdict(size), "price": size.parts * price}
