"""The texts of forums that can be reported."""

from django.utils.translation import gettext_lazy as _

from apps.forums.moderated_texts import KIND, can_read_text, find_text, list_context
from apps.forums.services.hiding import hide_text, restore_text
from apps.moderation.kinds import ReportableText

REPORTABLE_TEXTS = [
    ReportableText(
        KIND,
        _("A text in a forum"),
        find=find_text,
        can_read=can_read_text,
        list_context=list_context,
        hide=hide_text,
        restore=restore_text,
    )
]
