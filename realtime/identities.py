"""Whose socket it is: the user and the session behind a ticket."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import Session, User
from apps.core.errors import ErrorCode, Forbidden, NotAuthenticated
from apps.core.uow import unit_of_work
from apps.events.models import SocketTicket
from apps.events.tickets import close_sockets_over_limit, redeem_ticket, touch_and_list_open_tickets

CONNECT_PERMISSION = "realtime.connect"


@dataclass(frozen=True)
class SocketIdentity:
    """The identity of an open socket: its ticket, its user, and the session of the ticket."""

    ticket_id: UUID
    user: User
    session_id: UUID


def open_socket(*, ticket: str) -> SocketIdentity:
    """Use a ticket and open a socket with it; the user's oldest sockets above the limit are closed.

    Raise NotAuthenticated when the ticket cannot be used or its session has ended; Forbidden without the permission.
    """
    with unit_of_work():
        row = redeem_ticket(ticket=ticket)
        if row.session_id not in _get_live_session_ids([row]):
            raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
        if not has_permission(row.user, CONNECT_PERMISSION):
            raise Forbidden()
        close_sockets_over_limit(user_id=row.user_id)
    return SocketIdentity(ticket_id=row.pk, user=row.user, session_id=row.session_id)


def record_seen_and_get_socket_users(ticket_ids: Collection[UUID]) -> dict[UUID, User | None]:
    """Return the users of those open sockets that still have their row, and mark them as seen.

    None means that the user is inactive or the session has ended. Three queries for any number of sockets.
    """
    rows = touch_and_list_open_tickets(ticket_ids)
    live = _get_live_session_ids(rows)
    return {row.pk: row.user if row.session_id in live else None for row in rows}


def _get_live_session_ids(rows: list[SocketTicket]) -> set[UUID]:
    sessions = Session.objects.filter(pk__in=[row.session_id for row in rows], user__is_active=True)
    live = sessions.filter(ended_at__isnull=True, expires_at__gt=timezone.now())
    return set(live.values_list("pk", flat=True))
