"""Text of a delivery: of one notification, or of all notifications in a digest."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.notifications import rendering, types
from apps.notifications.channels import Channel
from apps.notifications.models import NotificationLog
from apps.settings.queries import get_system_settings

DIGEST_TYPE = "notifications.digest"
"""The type of a digest; users cannot choose it."""
DIGEST_MAX_CHARACTERS = {"telegram": 3500, "sms": 400, "email": 20_000, "push": 800}
"""Maximum length of a digest; the rest is only in the app."""


def compose_message(delivery: NotificationLog) -> tuple[str, str]:
    """Return subject or title and text in the user's language. An e-mail is signed with the centre's name."""
    language, centre = delivery.user.locale, get_system_settings().centre_name
    title, text = _compose_digest(delivery, language) if delivery.type == DIGEST_TYPE else _render(delivery, language)
    if delivery.channel == Channel.EMAIL:
        return title or centre, f"{text}\n\n{centre}"
    if delivery.channel == Channel.PUSH:
        return title or centre, text
    return "", "\n".join(part for part in (title, text) if part)


def _render(row: NotificationLog, language: str) -> tuple[str, str]:
    notification = row.notification
    declared = types.get_notification_types_by_name().get(notification.type)
    secrets = declared.get_secrets(notification.data) if declared and declared.get_secrets else None
    data = {**notification.data, **(secrets or {})}
    return rendering.render_notification(notification.type, row.channel, language, data, notification.count)


def _compose_digest(row: NotificationLog, language: str) -> tuple[str, str]:
    deliveries = NotificationLog.objects.filter(in_digest=row).select_related("notification").order_by("id")
    with override(language):
        title = str(types.get_notification_types_by_name()[DIGEST_TYPE].title)
        lines = [_compose_digest_line(delivery, language) for delivery in deliveries]
        lines = _fit_lines(lines, DIGEST_MAX_CHARACTERS[row.channel])
    return title, "\n".join(lines)


def _compose_digest_line(row: NotificationLog, language: str) -> str:
    title, text = _render(row, language)
    message = f"{title}\n{text}" if title else text
    return "- " + " ".join(part.strip() if part[-1:] in ".!?" else f"{part.strip()}." for part in message.split("\n"))


def _fit_lines(lines: Sequence[str], remaining: int) -> list[str]:
    fitting: list[str] = []
    for number, line in enumerate(lines):
        remaining -= len(line) + 1
        if remaining < 0 and fitting:
            return [*fitting, _("And %(count)s more in the app.") % {"count": len(lines) - number}]
        fitting.append(line)
    return fitting
