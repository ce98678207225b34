"""Messages that can be reported to moderators."""

from django.utils.translation import gettext_lazy as _

from apps.chat.access import may_report
from apps.chat.reportable_messages import MESSAGE, find_text, list_context
from apps.chat.reported_messages import hide, restore
from apps.moderation.kinds import ReportableText

REPORTABLE_TEXTS = [
    ReportableText(
        MESSAGE,
        _("Message"),
        find=find_text,
        can_read=may_report,
        list_context=list_context,
        hide=hide,
        restore=restore,
    )
]
