"""Stored files, uploads, number series, idempotency keys and bulk changes in Django's admin (read-only)."""

from apps.core.admin_pages import register_read_only_page
from apps.core.models import BulkChange, IdempotencyKey, NumberSeries, StoredFile, Upload

FILES = {"list_filter": ("content_type",), "search_fields": ("original_name", "sha256", "path"), "ordering": ("-id",)}
UPLOADS = {"list_filter": ("purpose",), "exclude": ("token_sha256",), "ordering": ("-id",)}
KEYS = {"list_filter": ("operation",), "exclude": ("answer",), "ordering": ("-id",)}
BULK_CHANGES = {"list_filter": ("kind",), "exclude": ("rows", "context"), "ordering": ("-id",)}

register_read_only_page(StoredFile, "original_name content_type size owner created_at", **FILES)
register_read_only_page(Upload, "name purpose size received owner expires_at closed_at", **UPLOADS)
register_read_only_page(IdempotencyKey, "operation user status taken_at", **KEYS)
register_read_only_page(NumberSeries, "name last leaps", ordering=("name",))
register_read_only_page(BulkChange, "kind by created_at undone_at", **BULK_CHANGES)
