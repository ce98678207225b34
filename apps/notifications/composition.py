"""What a delivery says: one notification's words, or those of all that a digest carries."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.notifications import rendering, types
from apps.notifications.channels import Channel
from apps.notifications.models import NotificationLog
from apps.settings.queries import system

DIGEST_TYPE = "notifications.digest"
"""The type of what carries others; nobody chooses it."""
DIGEST_MAX_CHARACTERS = {
    Channel.TELEGRAM.value: 3500,
    Channel.SMS.value: 400,
    Channel.EMAIL.value: 20_000,
    Channel.PUSH.value: 800,
}
"""Characters of a digest; what is over stands in the app."""


def compose_message(row: NotificationLog) -> tuple[str, str]:
    """Subject (of an e-mail) or title (of a push) and text in the reader's language; an e-mail is signed with the
    centre's name.
    """
    language, centre = row.user.locale, system().centre_name
    told = row.notification
    if row.type == DIGEST_TYPE:
        title, text = _compose_digest(row, language)
    else:
        title, text = rendering.render_notification(told.type, row.channel, language, told.data, told.count)
    if row.channel == Channel.EMAIL:
        return title or centre, f"{text}\n\n{centre}"
    if row.channel == Channel.PUSH:
        return title or centre, text
    return "", "\n".join(part for part in (title, text) if part)


def _compose_digest(row: NotificationLog, language: str) -> tuple[str, str]:
    carried = NotificationLog.objects.filter(in_digest=row).select_related("notification").order_by("id")
    with override(language):
        title = str(types.all_types()[DIGEST_TYPE].title)
        lines = _fit_lines([_compose_digest_line(one, language) for one in carried], DIGEST_MAX_CHARACTERS[row.channel])
    return title, "\n".join(lines)


def _compose_digest_line(row: NotificationLog, language: str) -> str:
    told = row.notification
    title, text = rendering.render_notification(told.type, row.channel, language, told.data, told.count)
    said = f"{title}\n{text}" if title else text
    return "- " + " ".join(part.strip() if part[-1:] in ".!?" else f"{part.strip()}." for part in said.split("\n"))


def _fit_lines(lines: Sequence[str], room: int) -> list[str]:
    kept: list[str] = []
    for number, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0 and kept:
            return [*kept, _("And %(count)s more in the app.") % {"count": len(lines) - number}]
        kept.append(line)
    return kept
