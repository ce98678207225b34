"""Whether a person's voice may be recorded."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.minors import is_minor
from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.core.errors import Conflict, ErrorCode


def may_be_recorded(person: User) -> bool:
    """Return whether the person may hand in recordings: adults consent by doing it, for minors a guardian has to."""
    return not is_minor(person) or has_consented(person, ConsentKind.RECORDING)


def check_recording_consent(person: User) -> None:
    """Raise Conflict `consent_missing` for a minor whose guardians have not consented to recordings."""
    if not may_be_recorded(person):
        raise Conflict(_("Your parents have not allowed recordings yet."), code=ErrorCode.CONSENT_MISSING)
