"""Socket tickets: the right to open one socket; later the row of the open socket."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import Session, User
from apps.core.errors import ErrorCode, Forbidden, NotAuthenticated
from apps.core.uow import unit_of_work
from realtime.events import recheck_sockets
from realtime.models import SocketTicket

TICKET_SECONDS = 30
SOCKETS_PER_USER = 8
CONNECT_PERMISSION = "realtime.connect"


@dataclass(frozen=True)
class SocketIdentity:
    """The identity of an open socket: its ticket, its user, and the session of the ticket."""

    ticket_id: UUID
    user: User
    session_id: UUID


def issue_ticket(*, user: User, session: Session) -> str:
    """Create a ticket of 128 random bits for this user and session, valid for TICKET_SECONDS and one use."""
    ticket = secrets.token_urlsafe(16)
    with unit_of_work():
        SocketTicket.objects.create(
            user=user,
            session_id=session.pk,
            token_sha256=_hash_ticket(ticket),
            expires_at=timezone.now() + timedelta(seconds=TICKET_SECONDS),
        )
    return ticket


def redeem_ticket(*, ticket: str) -> SocketIdentity:
    """Use a ticket and open a socket with it.

    A conditional update decides which of several sockets with the same ticket is accepted. Above SOCKETS_PER_USER open
    sockets, the oldest lose their rows and are closed. Raise NotAuthenticated when the ticket is unknown, used or
    expired or its session has ended; Forbidden without the permission.
    """
    now = timezone.now()
    digest = _hash_ticket(ticket)
    with unit_of_work():
        fresh = SocketTicket.objects.filter(token_sha256=digest, used_at__isnull=True, expires_at__gt=now)
        if not fresh.update(used_at=now, seen_at=now):
            raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
        row = SocketTicket.objects.select_related("user").get(token_sha256=digest)
        if row.session_id not in _get_live_session_ids([row]):
            raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
        if not has_permission(row.user, CONNECT_PERMISSION):
            raise Forbidden()
        _close_oldest_sockets(row.user)
    return SocketIdentity(ticket_id=row.pk, user=row.user, session_id=row.session_id)


def delete_ticket(*, ticket_id: UUID) -> None:
    """Delete the ticket of a closed socket."""
    SocketTicket.objects.filter(pk=ticket_id).delete()


def get_socket_users(ticket_ids: Collection[UUID]) -> dict[UUID, User | None]:
    """Return the users of those open sockets that still have their row, and mark them as seen.

    None means that the user is inactive or the session has ended. Three queries for any number of sockets.
    """
    SocketTicket.objects.filter(pk__in=ticket_ids).update(seen_at=timezone.now())
    rows = list(SocketTicket.objects.filter(pk__in=ticket_ids).select_related("user"))
    live = _get_live_session_ids(rows)
    return {row.pk: row.user if row.session_id in live else None for row in rows}


def _get_live_session_ids(rows: list[SocketTicket]) -> set[UUID]:
    sessions = Session.objects.filter(
        pk__in=[row.session_id for row in rows],
        ended_at__isnull=True,
        expires_at__gt=timezone.now(),
        user__is_active=True,
    )
    return set(sessions.values_list("pk", flat=True))


def _close_oldest_sockets(user: User) -> None:
    """Delete the rows of the user's oldest sockets. Rows not seen for long died with their process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sockets:{user.pk}"])
    alive_since = timezone.now() - timedelta(seconds=3 * settings.REALTIME_RECHECK_SECONDS)
    sockets = SocketTicket.objects.filter(user=user, seen_at__gt=alive_since).order_by("-used_at", "-pk")
    replaced = list(sockets.values_list("pk", flat=True)[SOCKETS_PER_USER:])
    if replaced:
        SocketTicket.objects.filter(pk__in=replaced).delete()
        recheck_sockets(user_id=user.pk)


def _hash_ticket(ticket: str) -> str:
    """Return the SHA-256 of a ticket, hexadecimal; tickets are random and need no salt."""
    return hashlib.sha256(ticket.encode()).hexdigest()
