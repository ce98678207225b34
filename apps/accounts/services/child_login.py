"""Children without e-mail or phone sign in by a code and pictures, on a device that an adult opened.

The token of an opened device works once, within OPENING_LIFETIME. MAX_TRIES wrong tries close the child's sign-in until
a device is opened again. A child's session lasts SESSION_LIFETIME, on MAX_SESSIONS devices at a time.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import queries, tokens
from apps.accounts.models import ChildDevice, ChildProfile, EndReason, User
from apps.accounts.pictures import verify_pictures
from apps.accounts.services import activity, refusals, sessions
from apps.accounts.services.sessions import SignInResult
from apps.core.errors import Conflict, ErrorCode, NotAuthenticated
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

MAX_TRIES = 5
OPENING_LIFETIME = timedelta(minutes=15)
SESSION_LIFETIME = timedelta(days=14)
MAX_SESSIONS = 3


@dataclass(frozen=True)
class OpenedDevice:
    """The single-use token of an opened device, and the seconds for which it is valid."""

    token: str
    expires_in: int


def open_child_device(*, child: User, actor: User) -> OpenedDevice:
    """Open a device for the child, and reopen a closed sign-in; earlier unused devices end.

    Raise Conflict when the user has no pictures, is staff, or is deactivated.
    """
    token, digest = tokens.generate_token_and_hash()
    now = timezone.now()
    with unit_of_work():
        profile = ChildProfile.objects.select_for_update().filter(user=child).first()
        if profile is None or not profile.pictures_hash or child.is_staff_member or not child.is_active:
            raise Conflict(_("This user does not sign in with pictures."))
        ChildDevice.objects.filter(child=child, used_at__isnull=True).update(used_at=now, updated_at=now)
        ChildProfile.objects.filter(pk=profile.pk).update(wrong_tries=0, closed_at=None, updated_at=now)
        ends = now + OPENING_LIFETIME
        device = ChildDevice.objects.create(child=child, opened_by=actor, token_sha256=digest, expires_at=ends)
        write_audit_log(actor, "accounts.open_child_device", device, {"child": (None, child.pk)})
        activity.log_activity(actor, "child_device.opened", child)
    return OpenedDevice(token=token, expires_in=int(OPENING_LIFETIME.total_seconds()))


def login_child(*, token: str, code: str, pictures: Sequence[str], device: str, address: str | None) -> SignInResult:
    """Sign a child in on an opened device, which is then used up.

    Raise NotAuthenticated: `token_invalid` when the device is not open or the child is staff now; `login_failed` for a
    wrong code or wrong pictures. A try is counted before it is checked.
    """
    now, digest = timezone.now(), tokens.hash_token(token)
    opened = ChildDevice.objects.filter(token_sha256=digest, used_at=None, expires_at__gt=now)
    child_device = opened.select_related("child__child_profile").first()
    child = child_device.child if child_device else None
    if child_device is None or child is None or not _can_sign_in(child) or not _count_try(child):
        raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
    profile = child.child_profile
    correct = verify_pictures(profile.pictures_hash, pictures)
    if not correct or not secrets.compare_digest(profile.code.encode(), code.encode()):
        activity.log_activity(child, "sign_in.refused", address=address, device=device)
        refusals.audit_refused_sign_in(user=child, device=device[: activity.DEVICE_LENGTH], reason="pictures")
        raise sessions.login_failed_error()
    return _sign_in(child_device, device=device, address=address)


def _can_sign_in(child: User) -> bool:
    return child.is_active and not child.is_staff_member


def _count_try(child: User) -> bool:
    """Count a try before it is checked: of parallel tries at most MAX_TRIES pass. The last one closes the sign-in."""
    now = timezone.now()
    last = When(wrong_tries=MAX_TRIES - 1, then=Value(now))
    open_one = ChildProfile.objects.filter(user=child, wrong_tries__lt=MAX_TRIES, closed_at__isnull=True)
    return bool(open_one.update(wrong_tries=F("wrong_tries") + 1, closed_at=Case(last, default=None), updated_at=now))


def _sign_in(child_device: ChildDevice, *, device: str, address: str | None) -> SignInResult:
    """Use up the device, reset the tries, and open a session; the oldest session above MAX_SESSIONS ends."""
    now = timezone.now()
    child = child_device.child
    with unit_of_work():
        signed_in = sessions.open_session(user=child, device=device, address=address, lifetime=SESSION_LIFETIME)
        if not ChildDevice.objects.filter(pk=child_device.pk, used_at__isnull=True).update(used_at=now):
            raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
        ChildProfile.objects.filter(user=child).update(wrong_tries=0, closed_at=None, updated_at=now)
        for old in queries.list_open_sessions(child).order_by("-id")[MAX_SESSIONS:]:
            sessions.end_session(session=old, actor=child, reason=EndReason.REPLACED)
    return signed_in
