"""What the platform says of entries that it wrote for a teacher, in the language of the reader."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from apps.core.stored_messages import render_message
from apps.grading.models import GradeEntry

APPEAL = _("Appeal: %(reason)s")


def load_causes(entries: Iterable[str]) -> dict[str, str]:
    """Return the causes of those of these entries that have one, by id. That of an appeal has the words of the appeal
    until its author is erased.
    """
    rows = GradeEntry.objects.filter(pk__in=list(entries), cause__isnull=False)
    return {
        str(key): str(APPEAL) % {"reason": asked} if asked else render_message(cause or "")
        for key, cause, asked in rows.values_list("pk", "cause", "appeal__reason")
    }
