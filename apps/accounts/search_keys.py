"""Search columns of this app."""

from apps.accounts.models import User
from apps.accounts.services.users import SEARCH_NAMES, set_search_names
from apps.core.search_keys import SearchKeys

SEARCH_KEYS = [SearchKeys("accounts.user", lambda: User.objects.filter(erased_at=None), SEARCH_NAMES, set_search_names)]
