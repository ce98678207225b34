"""Requests for personal data, and the state of linked chats, in Django's admin, read-only."""

from apps.core.admin_pages import register_read_only_page
from apps.portal.models import ErasureRequest, ExportRequest, FamilyAnswer, FamilyMessage, FamilyTemplate, TelegramTalk

REQUESTS = {"list_filter": ("state",), "ordering": ("-id",)}

register_read_only_page(ExportRequest, "person state created_at expires_at", exclude=("file",), **REQUESTS)
register_read_only_page(ErasureRequest, "person state created_at decided_at done_at", **REQUESTS)
register_read_only_page(
    TelegramTalk, "link child step expires_at", list_select_related=("link", "child"), ordering=("-id",)
)
register_read_only_page(FamilyTemplate, "__str__ created_at archived_at")
register_read_only_page(FamilyMessage, "student author template created_at", ordering=("-id",))
register_read_only_page(FamilyAnswer, "message author created_at", ordering=("-id",))
