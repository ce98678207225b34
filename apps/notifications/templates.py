"""Create, change and delete the centre's message templates. A template is plain text with placeholders of its type."""

import re
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict, Invalid
from apps.core.lookups import get_or_not_found
from apps.core.translated_texts import LANGUAGES
from apps.core.uow import unit_of_work
from apps.messaging import sms_size
from apps.notifications.channels import Channel
from apps.notifications.models import NotificationTemplate
from apps.notifications.rendering import PLACEHOLDER, UNTITLED_CHANNELS, render_notification
from apps.notifications.sample_data import SAMPLES
from apps.notifications.types import NotificationType, get_notification_types_by_name
from apps.settings.services import write_audit_log

MAX_SMS_PARTS = 10
TITLE_LENGTH, TEXT_LENGTH = 200, 4000
HTML_TAG = re.compile(r"<\s*[/!?]?\s*[A-Za-z][^<>]*>|<!--")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")

TEMPLATE_EXISTS = _("There is already a template for this type, channel and language. Change it instead.")
BRACE_ERROR = _("Write placeholders in braces, such as {student}. Other braces cannot be used.")


def create_template(
    *,
    actor: Any,
    type: str,  # noqa: A002
    channel: str,
    language: str,
    text: str,
    title: str = "",
) -> NotificationTemplate:
    """Create a template. Raise Conflict when one exists for this type, channel and language; Invalid as
    `check_template`.
    """
    check_template(type=type, channel=channel, language=language, title=title, text=text)
    template = NotificationTemplate(type=type, channel=channel, language=language, title=title, text=text)
    with unit_of_work():
        try:
            with transaction.atomic():
                template.save(force_insert=True)
        except IntegrityError:
            raise Conflict(TEMPLATE_EXISTS) from None
        changes = _build_key_changes(template) | {"title": ("", title), "text": ("", text)}
        write_audit_log(actor=actor, action="templates.create", obj=template, changes=changes)
    return template


def change_template(*, actor: Any, template: NotificationTemplate, changes: dict[str, Any]) -> NotificationTemplate:
    """Change `title` or `text`. Raise NotFound when the template was deleted meanwhile; Invalid as `check_template`."""
    with unit_of_work():
        row = get_or_not_found(NotificationTemplate.objects.select_for_update(), template.pk)
        changed = row.apply_changes(changes)
        if not changed:
            return row
        check_template(type=row.type, channel=row.channel, language=row.language, title=row.title, text=row.text)
        row.save(update_fields=[*changed, "updated_at"])
        write_audit_log(actor=actor, action="templates.change", obj=row, changes=changed)
    return row


def remove_template(*, actor: Any, template: NotificationTemplate) -> None:
    """Delete the template, so that the built-in text is used again. Raise NotFound when it was deleted already."""
    with unit_of_work():
        row = get_or_not_found(NotificationTemplate.objects.select_for_update(), template.pk)
        changes = {"title": (row.title, ""), "text": (row.text, "")}
        write_audit_log(actor=actor, action="templates.remove", obj=row, changes=_build_key_changes(row) | changes)
        row.delete()


def check_template(*, type: str, channel: str, language: str, title: str, text: str) -> None:  # noqa: A002
    """Raise Invalid with every wrong field unless the template can be used."""
    declared = get_notification_types_by_name().get(type)
    errors: dict[str, list[Any]] = {
        "type": [] if declared else [_("There is no such type.")],
        "channel": [] if channel in Channel.values else [_("There is no such channel.")],
        "language": [] if language in LANGUAGES else [_("There is no such language.")],
    }
    if declared is not None and channel in Channel.values:
        titled = channel not in UNTITLED_CHANNELS
        if not titled and title:
            errors["title"] = [_("Messages on this channel have no title.")]
        elif titled:
            errors["title"] = _find_text_errors(declared, title, most=TITLE_LENGTH, lines=False)
        faults = _find_text_errors(declared, text, most=TEXT_LENGTH) or _find_missing_secrets(declared, text)
        errors["text"] = faults or _find_sms_length_errors(type, channel, text)
    errors = {name: faults for name, faults in errors.items() if faults}
    if errors:
        raise Invalid(fields=errors)


def _find_text_errors(declared: NotificationType, written: str, *, most: int, lines: bool = True) -> list[Any]:
    if not written.strip():
        return [_("Enter a text.")]
    if len(written) > most:
        return [_("At most %(count)d characters.") % {"count": most}]
    if CONTROL_CHARACTERS.search(written) or (not lines and re.search(r"[\r\n]", written)):
        return [_("It contains characters that cannot be used here.")]
    if HTML_TAG.search(written):
        return [_("Messages are plain text: no HTML.")]
    return find_placeholder_errors(written, declared.placeholders())


def _find_missing_secrets(declared: NotificationType, text: str) -> list[Any]:
    """A message is sent for its secrets, such as the link of an invitation: without them it is of no use."""
    missing = sorted(declared.secrets - set(PLACEHOLDER.findall(text)))
    return [_("It must contain %(place)s.") % {"place": f"{{{name}}}"} for name in missing]


def find_placeholder_errors(written: str, places: Collection[str]) -> list[Any]:
    """Return what is wrong with the braces of a text that may have these placeholders."""
    unknown = [f"{{{name}}}" for name in PLACEHOLDER.findall(written) if name not in places]
    if unknown:
        placeholders = ", ".join(f"{{{name}}}" for name in sorted(places)) or "-"
        return [_("%(place)s is unknown here. Use one of: %(known)s.") % {"place": unknown[0], "known": placeholders}]
    rest = PLACEHOLDER.sub("", written)
    return [BRACE_ERROR] if "{" in rest or "}" in rest else []


def _find_sms_length_errors(type: str, channel: str, text: str) -> list[Any]:  # noqa: A002
    """An SMS with sample data has at most MAX_SMS_PARTS parts."""
    if channel != Channel.SMS:
        return []
    _title, filled = render_notification(
        type, channel, "uz", SAMPLES, own_templates={(type, channel, "uz"): ("", text)}
    )
    if sms_size.measure_sms(filled).parts <= MAX_SMS_PARTS:
        return []
    return [_("With sample data this is longer than %(count)d SMS.") % {"count": MAX_SMS_PARTS}]


def _build_key_changes(template: NotificationTemplate) -> dict[str, tuple[Any, Any]]:
    """Type, channel and language for the audit log, because the row may be gone when it is read."""
    return {name: (getattr(template, name), getattr(template, name)) for name in ("type", "channel", "language")}
