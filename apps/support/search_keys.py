"""Search columns of this app."""

from apps.core.search_keys import SearchKeys
from apps.support.models import Ticket
from apps.support.queries import set_folded

SEARCH_KEYS = [SearchKeys("support.ticket", Ticket.objects.all, ("folded",), set_folded)]
