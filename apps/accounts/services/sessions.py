"""Sessions: opened after a sign-in, renewed by refresh tokens, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import tokens
from apps.accounts.models import ChildDevice, EndReason, MfaTicket, RefreshToken, Session, User
from apps.accounts.services import activity
from apps.core.errors import ErrorCode, NotAuthenticated
from apps.core.uow import unit_of_work
from apps.events import publishing as events
from apps.jobs.services import enqueue
from apps.settings.services import write_audit_log

log = structlog.get_logger(__name__)

SESSION_LIFETIME = timedelta(days=90)


@dataclass(frozen=True)
class SignInResult:
    """What a device gets: an access token, its lifetime in seconds, the refresh token, user and session.

    `device` is the token by which this device is known at the next sign-in; refreshing gives none.
    """

    access: str
    refresh: str
    expires_in: int
    user: User
    session: Session
    device: str | None = None


def open_session(
    *,
    user: User,
    device: str,
    address: str | None,
    lifetime: timedelta = SESSION_LIFETIME,
    viewed_by: User | None = None,
) -> SignInResult:
    """Open a session on a device. The caller has checked who signs in.

    It lasts at most `lifetime`. `viewed_by`: this administrator views the platform as the user. Raise NotAuthenticated
    (`login_failed`) when the user was deactivated, or their sessions ended, since `user` was read: a sign-in during a
    change of password does not outlive it.
    """
    now = timezone.now()
    with unit_of_work():
        user, given_user = User.objects.select_for_update(no_key=True).get(pk=user.pk), user
        if not user.is_active or user.token_epoch != given_user.token_epoch:
            raise login_failed_error()
        session = Session(user=user, address=address, viewed_by=viewed_by, last_used_at=now, expires_at=now + lifetime)
        session.device = device[: activity.DEVICE_LENGTH]
        session.save(force_insert=True)
        refresh_token, _digest = tokens.generate_token_and_hash()
        _store_refresh_token(session, refresh_token, now)
        if viewed_by is None:
            User.objects.filter(pk=user.pk).update(last_login=now)
            write_audit_log(user, "accounts.sign_in", session, {"device": (None, session.device)})
            activity.log_activity(user, "sign_in", session, address=address, device=device)
    return _build_result(session, refresh_token)


def refresh_tokens(*, token: str, key: str | None = None, address: str | None = None) -> SignInResult:
    """Exchange a refresh token, once, for the next one and an access token.

    A client that lost the answer repeats the exchange with the same idempotency `key`, and gets the same refresh token
    as long as that was not used. Raise NotAuthenticated (`token_invalid`) for an unknown, expired or used token, or
    when its session has ended. A second use means that the token may be stolen: its session ends, which is committed
    although the answer is 401, and its user is told.
    """
    digest = tokens.hash_token(token)
    next_token = tokens.derive_next_token(token, key) if key else tokens.generate_token_and_hash()[0]
    renewed = _rotate(digest, next_token, address=address)
    if renewed is None and key:
        renewed = _repeat(next_token)
    if renewed is None:
        _end_session_of_reused(digest)
        raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
    return renewed


def logout(*, session: Session) -> None:
    """End a session and its open sockets at once. An ended one stays as it is."""
    end_session(session=session, actor=session.viewed_by or session.user, reason=EndReason.LOGOUT)


def end_session(*, session: Session, actor: User, reason: EndReason = EndReason.BY_OWNER) -> None:
    """As `logout`, for a session on another device."""
    with unit_of_work():
        if not _end(Session.objects.filter(pk=session.pk), reason):
            return
        _end(Session.objects.filter(viewed_by=session.user_id), reason)
        events.recheck_sockets(user_id=session.user_id, session_id=session.pk)
        write_audit_log(actor, "accounts.sign_out", session, {"reason": (None, reason.value)})
        activity.log_activity(actor, "sign_out", session, address=session.address, device=session.device)


def end_sessions(*, user: User, reason: EndReason, actor: User | None) -> None:
    """End all sessions, access tokens and open sockets of a user.

    Also ends sessions in which they view as others, sign-ins that wait for a second factor, and unused devices opened
    for a child.
    """
    now = timezone.now()
    with unit_of_work():
        User.objects.filter(pk=user.pk).update(token_epoch=F("token_epoch") + 1)
        _end(Session.objects.filter(Q(user=user) | Q(viewed_by=user)), reason)
        MfaTicket.objects.filter(user=user, used_at__isnull=True).update(used_at=now)
        ChildDevice.objects.filter(child=user, used_at__isnull=True).update(used_at=now)
        write_audit_log(actor, "accounts.end_sessions", user, {"reason": (None, reason.value)})
        events.recheck_sockets(user_id=user.pk)


def end_all_sessions() -> int:
    """End all sessions and access tokens of all users; return how many sessions. For a database restored from a backup,
    where ended sessions are open again.
    """
    now = timezone.now()
    with unit_of_work():
        User.objects.update(token_epoch=F("token_epoch") + 1)
        ended = _end(Session.objects.all(), EndReason.BY_STAFF)
        MfaTicket.objects.filter(used_at__isnull=True).update(used_at=now)
        ChildDevice.objects.filter(used_at__isnull=True).update(used_at=now)
        write_audit_log(None, "accounts.end_everybodys_sessions", None)
    return ended


def end_other_sessions(*, kept_session: Session, reason: EndReason) -> None:
    """End all sessions of a user but this one, and sign-ins that wait for a second factor."""
    with unit_of_work():
        ended = _end(Session.objects.filter(user=kept_session.user_id).exclude(pk=kept_session.pk), reason)
        MfaTicket.objects.filter(user=kept_session.user_id, used_at__isnull=True).update(used_at=timezone.now())
        if ended:
            write_audit_log(kept_session.user, "accounts.end_others", kept_session, {"reason": (None, reason.value)})
            events.recheck_sockets(user_id=kept_session.user_id)


def _rotate(digest: str, next_token: str, *, address: str | None) -> SignInResult | None:
    """Use up the token with this hash in favour of the next; None when it cannot be used or its session has ended.

    Of parallel calls one succeeds: the UPDATE takes the row only while `used_at` is empty; the others wait for its lock
    and then find it set.
    """
    now = timezone.now()
    with unit_of_work():
        session_id = _consume_refresh_token(digest, now)
        if session_id is None:
            return None
        session = Session.objects.select_for_update(of=("self",)).select_related("user").get(pk=session_id)
        if session.ended_at is not None or session.expires_at <= now or not session.user.is_active:
            return None
        session.last_used_at = now
        session.address = address or session.address
        session.save(update_fields=["last_used_at", "address", "updated_at"])
        _store_refresh_token(session, next_token, now)
        return _build_result(session, next_token)


def _repeat(next_token: str) -> SignInResult | None:
    """Return the tokens again of an exchange that gave this one; None when it was used or its session has ended."""
    now = timezone.now()
    unused_tokens = RefreshToken.objects.filter(used_at=None, expires_at__gt=now, session__ended_at=None)
    repeated = unused_tokens.filter(token_sha256=tokens.hash_token(next_token), session__user__is_active=True)
    stored = repeated.select_related("session__user").first()
    return _build_result(stored.session, next_token) if stored else None


def _consume_refresh_token(digest: str, now: datetime) -> UUID | None:
    """Mark the unused, unexpired token with this hash as used, in one statement; return its session's id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_refreshtoken SET used_at = %s, updated_at = %s"
            " WHERE token_sha256 = %s AND used_at IS NULL AND expires_at > %s RETURNING session_id",
            [now, now, digest, now],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _end_session_of_reused(digest: str) -> None:
    """When the token with this hash was used before, end its session, log it and tell the user."""
    used_tokens = RefreshToken.objects.filter(token_sha256=digest, used_at__isnull=False, session__ended_at=None)
    reused_token = used_tokens.select_related("session__user").first()
    if reused_token is None:
        return
    session = reused_token.session
    with unit_of_work():
        if not _end(Session.objects.filter(pk=session.pk), EndReason.REFRESH_REUSED):
            return
        events.recheck_sockets(user_id=session.user_id, session_id=session.pk)
        write_audit_log(None, "accounts.refresh_reused", session, {"user": (None, session.user_id)})
        enqueue(
            kind="notifications.security_notice",
            object_id=session.viewed_by_id or session.user_id,
            payload={"what": EndReason.REFRESH_REUSED.value, "session": str(session.pk), "device": session.device},
        )
    log.warning("a used refresh token was presented again", session_id=str(session.pk))


def _end(sessions: QuerySet[Session, Any], reason: EndReason) -> int:
    """End the open ones of these sessions; return how many."""
    now = timezone.now()
    return sessions.filter(ended_at__isnull=True).update(ended_at=now, end_reason=reason, updated_at=now)


def _store_refresh_token(session: Session, token: str, now: datetime) -> None:
    """Store the hash of a session's next refresh token. It expires with the session at the latest."""
    expires_at = min(now + timedelta(days=settings.REFRESH_TOKEN_DAYS), session.expires_at)
    RefreshToken.objects.create(session=session, token_sha256=tokens.hash_token(token), expires_at=expires_at)


def _build_result(session: Session, refresh_token: str) -> SignInResult:
    return SignInResult(
        access=tokens.issue_access_token(session),
        refresh=refresh_token,
        expires_in=settings.ACCESS_TOKEN_SECONDS,
        user=session.user,
        session=session,
    )


def login_failed_error() -> NotAuthenticated:
    """Return the one error for a sign-in that fails, whatever was wrong."""
    return NotAuthenticated(_("Wrong e-mail, phone or password."), code=ErrorCode.LOGIN_FAILED)
