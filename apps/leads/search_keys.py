"""Search columns of this app."""

from apps.core.search_keys import SearchKeys
from apps.leads.contacts import build_keys
from apps.leads.models import Lead


def _set_keys(lead: Lead) -> None:
    for column, key in build_keys(lead.name).items():
        setattr(lead, column, key)


SEARCH_KEYS = [SearchKeys("leads.lead", Lead.objects.all, ("folded", "name_key"), _set_keys)]
