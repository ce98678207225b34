"""The end of resolved tickets about which their reporters say nothing more, and of old ones."""

from datetime import datetime

from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.support.models import Ticket, TicketFile, TicketState
from apps.support.services.tickets import REOPENS_WITHIN, close_ticket

A_RUN = 500


def close_resolved(job: ClaimedJob) -> None:
    """Handler: close tickets that were resolved REOPENS_WITHIN ago."""
    before = timezone.now() - REOPENS_WITHIN
    rows = Ticket.objects.filter(state=TicketState.RESOLVED, ended_at__lt=before).order_by("ended_at")
    for ticket in rows[:A_RUN]:
        _close_if_resolved(ticket, before)
    with unit_of_work():
        jobs.complete_job(job)


def _close_if_resolved(ticket: Ticket, before: datetime) -> None:
    """Close a ticket unless its reporter has reopened it meanwhile."""
    with unit_of_work():
        rows = Ticket.objects.select_for_update(no_key=True, skip_locked=True)
        row = rows.filter(pk=ticket.pk, state=TicketState.RESOLVED, ended_at__lt=before).first()
        if row is not None:
            close_ticket(actor=None, ticket=row)


def delete_old_tickets(*, before: datetime, limit: int) -> int:
    """Delete up to `limit` closed tickets that ended before a moment, with all that hangs on them; return how many."""
    with unit_of_work():
        rows = Ticket.objects.select_for_update(of=("self",), skip_locked=True)
        old = rows.filter(state=TicketState.CLOSED, ended_at__lt=before).order_by("ended_at", "pk")
        ids = list(old.values_list("pk", flat=True)[:limit])
        Ticket.objects.filter(pk__in=ids).delete()
    return len(ids)


def remove_unused_files(*, before: datetime, limit: int) -> int:
    """Remove uploads that no comment has taken before a moment, at most `limit`; return how many."""
    with unit_of_work():
        rows = TicketFile.objects.filter(comment__isnull=True, created_at__lt=before).order_by("created_at")
        ids = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        TicketFile.objects.filter(pk__in=ids, comment__isnull=True).delete()
        return len(ids)
