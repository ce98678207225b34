"""Refusals in the audit log: wrong sign-ins, and what people may not do. No flood of them fills the disk.

Of one kind `EACH` are written in an hour, of one person `OF_ONE`, of all together `OF_ALL`; every further one stands in
the request log only. What the brakes count lies in Redis; while it is away each process counts by itself.
"""

from typing import Any

from apps.accounts import throttle
from apps.accounts.models import User
from apps.core.errors import TooMany
from apps.settings.services import audit

EACH, OF_ONE, OF_ALL = 3, 30, 600
HOUR = 3600
UNKNOWN = "nobody"


def sign_in(*, user: User | None, device: str = "", reason: str = "password") -> None:
    """Somebody could not sign in as this person (None: as somebody who is not here), for this reason."""
    if _has_room(str(user.pk) if user else UNKNOWN, "sign_in"):
        changes: dict[str, tuple[Any, Any]] = {"reason": (None, reason)}
        if device:
            changes["device"] = (None, device)
        audit(actor=None, action="accounts.sign_in_refused", obj=user, changes=changes)


def operation(*, user: User, name: str) -> None:
    """The person asked for an operation ("GET /auth/roles/") that is not theirs."""
    if _has_room(str(user.pk), name):
        audit(actor=user, action="accounts.refused", obj=None, about=("operation", name))


def _has_room(who: str, what: str) -> bool:
    try:
        throttle.limit("refusals", f"{who}:{what}", times=EACH, seconds=HOUR)
        throttle.limit("refusals-of", who, times=OF_ONE, seconds=HOUR)
        throttle.limit("refusals-of", "all", times=OF_ALL, seconds=HOUR)
    except TooMany:
        return False
    return True
