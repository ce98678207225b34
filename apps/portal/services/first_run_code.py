"""The one-time code of the first-run page: who has it has access to the server.

A code has 12 of 32 characters (60 bits) and is valid for a day; a new one replaces it. Only an HMAC is stored.
"""

import hmac
import re
import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.core import sealing
from apps.core.errors import Invalid, NotFound
from apps.settings.models import SystemSettings
from apps.settings.queries import get_system_settings

LIFETIME = timedelta(hours=24)
CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 12
WRONG_CODE_LIMIT = (10, 600)
"""Wrong codes of one client, and in how many seconds."""


def is_first_run_open() -> bool:
    """Return whether no user exists yet."""
    return not User.objects.exists()


def check_first_run_open() -> None:
    """Raise NotFound once a user exists."""
    if not is_first_run_open():
        raise NotFound()


def issue_first_run_code() -> str:
    """Return a new code, in groups of four; the one before is no longer valid. Raise NotFound once a user exists."""
    check_first_run_open()
    code = "".join(secrets.choice(CHARACTERS) for _place in range(LENGTH))
    SystemSettings.objects.filter(pk=1).update(
        first_run_code_hmac=_build_hmac(code), first_run_code_expires_at=timezone.now() + LIFETIME
    )
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def check_first_run_code(*, code: str, client: str | None) -> None:
    """Raise Invalid on "code" for a wrong or expired one, TooMany after too many wrong ones of this client.

    `client`: the IP address; clients whose address is unknown count as one.
    """
    client = client or "unknown"
    times, seconds = WRONG_CODE_LIMIT
    rate_limits.enforce_limit("first-run", client, times=times, seconds=seconds)
    row = get_system_settings()
    expires_at = row.first_run_code_expires_at
    typed = re.sub(r"[\s-]", "", code).upper()
    is_correct = hmac.compare_digest(_build_hmac(typed), row.first_run_code_hmac)
    if not is_correct or expires_at is None or expires_at <= timezone.now():
        raise Invalid.field("code", _("This code is wrong or has expired. The server's administrator gets a new one."))
    rate_limits.uncount_try("first-run", client)


def _build_hmac(code: str) -> str:
    return hmac.digest(sealing.derive_keys("portal.first_run")[0], code.encode(), "sha256").hex()
