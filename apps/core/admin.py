"""Stored files, uploads, number series and idempotency keys in Django's admin (read-only)."""

from apps.core.admin_pages import register_read_only_page
from apps.core.models import IdempotencyKey, NumberSeries, StoredFile, Upload

FILES = {"list_filter": ("content_type",), "search_fields": ("original_name", "sha256", "path"), "ordering": ("-id",)}
UPLOADS = {"list_filter": ("purpose",), "exclude": ("token_sha256",), "ordering": ("-id",)}
KEYS = {"list_filter": ("operation",), "exclude": ("answer",), "ordering": ("-id",)}

register_read_only_page(StoredFile, "original_name content_type size owner created_at", **FILES)
register_read_only_page(Upload, "name purpose size received owner expires_at closed_at", **UPLOADS)
register_read_only_page(IdempotencyKey, "operation user status taken_at", **KEYS)
register_read_only_page(NumberSeries, "name last leaps", ordering=("name",))
