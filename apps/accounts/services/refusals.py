"""Refused sign-ins and operations in the audit log, with a limit on how many are written.

In an hour `MAX_PER_KIND` of one kind are written, `MAX_PER_USER` of one user, `MAX_IN_ALL` of all together; further
ones are only in the request log. While Redis is down each process counts by itself.
"""

from typing import Any

from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.core.errors import TooMany
from apps.settings.services import write_audit_log

MAX_PER_KIND, MAX_PER_USER, MAX_IN_ALL = 3, 30, 600
HOUR = 3600
UNKNOWN_USER = "nobody"


def audit_refused_sign_in(*, user: User | None, device: str = "", reason: str = "password") -> None:
    """Record a refused sign-in of this user (None: unknown) with its reason."""
    if _is_within_limits(str(user.pk) if user else UNKNOWN_USER, "sign_in"):
        changes: dict[str, tuple[Any, Any]] = {"reason": (None, reason)}
        if device:
            changes["device"] = (None, device)
        write_audit_log(None, "accounts.sign_in_refused", user, changes)


def audit_refused_operation(*, user: User, operation: str) -> None:
    """Record that the user was refused an operation ("GET /auth/roles/")."""
    if _is_within_limits(str(user.pk), operation):
        write_audit_log(user, "accounts.refused", about=("operation", operation))


def _is_within_limits(who: str, what: str) -> bool:
    try:
        rate_limits.enforce_limit("refusals", f"{who}:{what}", times=MAX_PER_KIND, seconds=HOUR)
        rate_limits.enforce_limit("refusals-of", who, times=MAX_PER_USER, seconds=HOUR)
        rate_limits.enforce_limit("refusals-of", "all", times=MAX_IN_ALL, seconds=HOUR)
    except TooMany:
        return False
    return True
