"""Backups in Django's admin: to look at."""

from apps.backups.models import BackupRun
from apps.core.admin_pages import register_read_only_page

COLUMNS = "started_at finished_at ok name place size copied files missing reason left_over"
register_read_only_page(
    BackupRun, COLUMNS, list_filter=("ok",), search_fields=("name", "place"), ordering=("-started_at",)
)
