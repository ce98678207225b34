"""What is said at present, for whoever writes the centre's own words: all of it, and one message with sample data."""

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
from apps.settings.queries import system


@dataclass(frozen=True)
class EffectiveTemplate:
    """What one type says by one channel in one language, its places open; `id` where the words are the centre's own."""

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
    """One such SMS: how long it is, and what it costs in tiyin."""

    encoding: str
    characters: int
    parts: int
    price: int


@dataclass(frozen=True)
class TemplatePreview:
    """A message as its reader gets it; `sms` for an SMS."""

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
    """Every type by every channel in every language, or those asked for, in one query."""
    wanted = {"type": type, "channel": channel, "language": language}
    rows = NotificationTemplate.objects.filter(**{name: value for name, value in wanted.items() if value})
    written = {(row.type, row.channel, row.language): row for row in rows}
    found = [
        _build_effective_template(name, by, tongue, written.get((name, by, tongue)))
        for name in sorted(all_types())
        for by in Channel.values
        for tongue in LANGUAGES
        if type in (None, name) and channel in (None, by) and language in (None, tongue)
    ]
    return found if own is None else [one for one in found if one.own is own]


def get_effective_template(template: NotificationTemplate) -> EffectiveTemplate:
    """The centre's own words as the list has them."""
    return _build_effective_template(template.type, template.channel, template.language, template)


def preview_template(
    *,
    type: str,  # noqa: A002
    channel: str,
    language: str,
    title: str,
    text: str,
) -> list[TemplatePreview]:
    """These words with sample data, and what is said in the other languages; Invalid as `check`."""
    check_template(type=type, channel=channel, language=language, title=title, text=text)
    own: TemplateTexts = {**load_templates(channel=channel, types=[type]), (type, channel, language): (title, text)}
    price = system().sms_part_price
    shown = []
    for tongue in LANGUAGES:
        said = render_notification(type, channel, tongue, SAMPLES, own=own)
        shown.append(
            TemplatePreview(
                tongue, *said, own=(type, channel, tongue) in own, sms=_calculate_sms_cost(channel, said[1], price)
            )
        )
    return shown


def _build_effective_template(
    name: str, channel: str, language: str, row: NotificationTemplate | None
) -> EffectiveTemplate:
    declared = all_types().get(name)
    if row is not None:
        title, text = row.title, row.text
    else:
        title, text = join_title(channel, *get_built_in_text(all_types()[name], language))
    places = sorted(declared.places()) if declared else []
    return EffectiveTemplate(row.pk if row else None, name, channel, language, title, text, row is not None, places)


def _calculate_sms_cost(channel: str, text: str, price: int) -> SmsCost | None:
    if channel != Channel.SMS:
        return None
    size = sms_size.size(text)
    return SmsCost(size.encoding, size.characters, size.parts, size.parts * price)
