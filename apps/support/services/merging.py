"""Merge tickets that say the same."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log
from apps.support.events import forget_wording, publish_rearranged
from apps.support.models import IncomingMail, OutgoingMail, Ticket, TicketComment, TicketState
from apps.support.services.clocks import pause_clocks, set_due_times
from apps.support.services.locks import lock_tickets

SAME = _("A ticket cannot be merged into itself.")
OTHER_REPORTER = _("These tickets are of two people: neither may read what the other wrote.")
MERGED = _("One of these tickets was merged already.")


def merge_ticket(*, actor: User, ticket: Ticket, into: Ticket) -> Ticket:
    """Move all comments, notes and files of a ticket into another of the same reporter, and close it.

    The number of the merged ticket stays and leads to the other one; answers to its e-mails go there. Raise Invalid on
    "into" for itself, Conflict for tickets of two people, `not_open` when one of them was merged already.
    """
    if ticket.pk == into.pk:
        raise Invalid.field("into", SAME)
    with unit_of_work():
        left, kept = lock_tickets(ticket, into)
        if left.merged_into_id is not None or kept.merged_into_id is not None:
            raise Conflict(MERGED, code=ErrorCode.NOT_OPEN)
        if _get_reporter(left) != _get_reporter(kept):
            raise Conflict(OTHER_REPORTER)
        now = timezone.now()
        TicketComment.objects.filter(ticket=left, moved_from__isnull=True).update(ticket=kept, moved_from=left)
        TicketComment.objects.filter(ticket=left).update(ticket=kept)
        IncomingMail.objects.filter(ticket=left).update(ticket=kept)
        OutgoingMail.objects.filter(ticket=left).update(ticket=kept)
        Ticket.objects.filter(merged_into=left).update(merged_into=kept)
        write_audit_log(actor, "support.merge", left, {"merged_into": (None, kept.pk)})
        left.merged_into, left.state, left.closed_at = kept, TicketState.CLOSED, now
        left.ended_at = left.ended_at or now
        pause_clocks(left, now)
        set_due_times(left)
        left.save(update_fields=["merged_into", "state", "closed_at", "ended_at", "updated_at"])
        forget_wording(left)
        publish_rearranged(left)
        publish_rearranged(kept)
        return kept


def _get_reporter(ticket: Ticket) -> object:
    return ticket.reporter_id or ticket.email.casefold()
