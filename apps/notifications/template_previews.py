"""Message texts in use, for users who manage templates: the list of all, and a preview with sample data."""

from dataclasses import dataclass
from uuid import UUID

from apps.core.translated_texts import LANGUAGES
from apps.messaging import sms_size
from apps.notifications.channels import Channel
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
from apps.notifications.types import all_types
from apps.settings.queries import get_system_settings


@dataclass(frozen=True)
class EffectiveTemplate:
    """The text in use for one type, channel and language, with open placeholders. `id` is set for the centre's own."""

    id: UUID | None
    type: str
    channel: str
    language: str
    title: str
    text: str
    own: bool
    places: list[str]


@dataclass(frozen=True)
class SmsCost:
    """Length and price of one SMS; the price in tiyin."""

    encoding: str
    characters: int
    parts: int
    price: int


@dataclass(frozen=True)
class TemplatePreview:
    """A message as its recipient gets it; `sms` only for SMS."""

    language: str
    title: str
    text: str
    own: bool
    sms: SmsCost | None


def list_effective_templates(
    *,
    type: str | None = None,  # noqa: A002
    channel: str | None = None,
    language: str | None = None,
    own: bool | None = None,
) -> list[EffectiveTemplate]:
    """Return the text of every type, channel and language, narrowed by the filters, in one query."""
    filters = {"type": type, "channel": channel, "language": language}
    rows = NotificationTemplate.objects.filter(**{name: value for name, value in filters.items() if value})
    own_templates = {(row.type, row.channel, row.language): row for row in rows}
    templates = [
        _build_effective_template(name, by, tongue, own_templates.get((name, by, tongue)))
        for name in sorted(all_types())
        for by in Channel.values
        for tongue in LANGUAGES
        if type in (None, name) and channel in (None, by) and language in (None, tongue)
    ]
    return templates if own is None else [template for template in templates if template.own is own]


def get_effective_template(template: NotificationTemplate) -> EffectiveTemplate:
    """Return one template of the centre, as in the list."""
    return _build_effective_template(template.type, template.channel, template.language, template)


def preview_template(
    *,
    type: str,  # noqa: A002
    channel: str,
    language: str,
    title: str,
    text: str,
) -> list[TemplatePreview]:
    """Return this text with sample data, and the texts in use in the other languages. Raise Invalid as
    `check_template`.
    """
    check_template(type=type, channel=channel, language=language, title=title, text=text)
    texts: TemplateTexts = {**load_templates(channel=channel, types=[type]), (type, channel, language): (title, text)}
    price = get_system_settings().sms_part_price
    previews = []
    for each_language in LANGUAGES:
        rendered = render_notification(type, channel, each_language, SAMPLES, own=texts)
        previews.append(
            TemplatePreview(
                each_language,
                *rendered,
                own=(type, channel, each_language) in texts,
                sms=_calculate_sms_cost(channel, rendered[1], price),
            )
        )
    return previews


def _build_effective_template(
    name: str, channel: str, language: str, row: NotificationTemplate | None
) -> EffectiveTemplate:
    declared = all_types().get(name)
    if row is not None:
        title, text = row.title, row.text
    else:
        title, text = join_title(channel, *get_built_in_text(all_types()[name], language))
    places = sorted(declared.placeholders()) if declared else []
    return EffectiveTemplate(row.pk if row else None, name, channel, language, title, text, row is not None, places)


def _calculate_sms_cost(channel: str, text: str, price: int) -> SmsCost | None:
    if channel != Channel.SMS:
        return None
    size = sms_size.measure_sms(text)
    return SmsCost(size.encoding, size.characters, size.parts, size.parts * price)
