"""The texts of forums that can be reported."""

from django.utils.translation import gettext_lazy as _

from apps.forums.moderated_texts import KIND
from apps.moderation.kinds import ReportableText

HERE = "apps.forums.moderated_texts"

REPORTABLE_TEXTS = [
    ReportableText(
        KIND,
        _("A text in a forum"),
        find_path=f"{HERE}.find_text",
        can_read_path=f"{HERE}.can_read_text",
        context_path=f"{HERE}.list_context",
        hide_path="apps.forums.services.hiding.hide_text",
        restore_path="apps.forums.services.hiding.restore_text",
    )
]
