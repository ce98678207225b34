"""Socket tickets: the right to open one socket; later the row of the open socket. Their times are the database's."""

import secrets
from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from apps.core.errors import ErrorCode, NotAuthenticated
from apps.core.uow import unit_of_work
from apps.events.models import SocketTicket
from apps.events.publishing import recheck_sockets

TICKET_SECONDS = 30
SOCKETS_PER_USER = 8


def issue_ticket(*, user_id: UUID, session_id: UUID) -> str:
    """Create a ticket of 128 random bits for this user and session, valid for TICKET_SECONDS and one use."""
    ticket = secrets.token_urlsafe(16)
    with unit_of_work():
        row = SocketTicket(user_id=user_id, session_id=session_id, token_sha256=sha256(ticket.encode()).hexdigest())
        row.expires_at = Now() + timedelta(seconds=TICKET_SECONDS)
        row.save(force_insert=True)
    return ticket


def redeem_ticket(*, ticket: str) -> SocketTicket:
    """Use a ticket; its row, with the user, is from now on that of the open socket.

    A conditional update decides which of several sockets with the same ticket is accepted. Raise NotAuthenticated when
    the ticket is unknown, used or expired.
    """
    digest = sha256(ticket.encode()).hexdigest()
    with unit_of_work():
        fresh = SocketTicket.objects.filter(token_sha256=digest, used_at__isnull=True, expires_at__gt=Now())
        if not fresh.update(used_at=Now(), seen_at=Now()):
            raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
        return SocketTicket.objects.select_related("user").get(token_sha256=digest)


def delete_ticket(*, ticket_id: UUID) -> None:
    """Delete the ticket of a closed socket."""
    SocketTicket.objects.filter(pk=ticket_id).delete()


def touch_and_list_open_tickets(ticket_ids: Collection[UUID]) -> list[SocketTicket]:
    """Return those open sockets that still have their row, with their users, and mark them as seen."""
    SocketTicket.objects.filter(pk__in=ticket_ids).update(seen_at=Now())
    return list(SocketTicket.objects.filter(pk__in=ticket_ids).select_related("user"))


def close_sockets_over_limit(*, user_id: UUID) -> None:
    """Delete the rows of the user's oldest sockets above SOCKETS_PER_USER; their processes close them.

    Rows not seen for long died with their process and do not count.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sockets:{user_id}"])
    alive_since = Now() - timedelta(seconds=3 * settings.REALTIME_RECHECK_SECONDS)
    sockets = SocketTicket.objects.filter(user_id=user_id, seen_at__gt=alive_since).order_by("-used_at", "-pk")
    replaced = list(sockets.values_list("pk", flat=True)[SOCKETS_PER_USER:])
    if replaced:
        SocketTicket.objects.filter(pk__in=replaced).delete()
        recheck_sockets(user_id=user_id)
