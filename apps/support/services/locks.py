"""Locks of tickets. Several are locked in the order of their ids."""

from apps.core.errors import NotFound
from apps.support.models import Ticket

RELATED = ("reporter", "branch", "category", "assignee", "about")


def lock_ticket(ticket: Ticket) -> Ticket:
    """Return a ticket as it is now, locked until the commit. Raise NotFound when it is gone."""
    return lock_tickets(ticket)[0]


def lock_tickets(*tickets: Ticket) -> list[Ticket]:
    """Return several tickets as they are now, in the given order, locked until the commit."""
    keys = [ticket.pk for ticket in tickets]
    list(Ticket.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    # Read anew: rows that a locking query joins are as they were before it waited.
    found = Ticket.objects.select_related(*RELATED).in_bulk(keys)
    if len(found) != len(set(keys)):
        raise NotFound()
    return [found[key] for key in keys]
