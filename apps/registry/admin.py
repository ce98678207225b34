"""Machine-learning models in Django's admin, read-only."""

from apps.core.admin_pages import register_read_only_page
from apps.registry.models import MLModel

COLUMNS = "kind name revision sha256 licence created_at"
register_read_only_page(MLModel, COLUMNS, list_filter=("kind",), search_fields=("name", "sha256"))
