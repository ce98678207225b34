"""Messages that can be reported to moderators."""

from django.utils.translation import gettext_lazy as _

from apps.moderation.kinds import ReportableText

MESSAGE = "chat.message"
_READS, _ACTS = "apps.chat.places", "apps.chat.reported_messages"

REPORTABLE_TEXTS = [
    ReportableText(
        MESSAGE,
        _("Message"),
        find_path=f"{_READS}.find_text",
        can_read_path=f"{_ACTS}.can_read",
        context_path=f"{_READS}.list_context",
        hide_path=f"{_ACTS}.hide",
        restore_path=f"{_ACTS}.restore",
    )
]
