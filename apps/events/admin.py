"""Streams, events and socket tickets in Django's admin (read-only)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin_pages import ReadOnlyAdmin, register_read_only_page
from apps.events.models import SocketTicket, Stream, StreamEvent
from apps.events.publishing import STREAM_NAMES


class StreamKindFilter(admin.SimpleListFilter):
    """Filters streams by kind."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the kinds."""
        return [(name, name) for name in STREAM_NAMES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Stream]) -> QuerySet[Stream]:
        """Return the streams of the chosen kind, or all."""
        return queryset.filter(name__startswith=f"{kind}:") if (kind := self.value()) else queryset


@admin.register(StreamEvent)
class StreamEventAdmin(ReadOnlyAdmin):
    """Published events, without their data."""

    list_display = ("id", "stream", "seq", "type", "at")
    list_filter = ("type",)
    search_fields = ("stream__name", "type")
    exclude = ("data",)
    date_hierarchy = "at"
    ordering = ("-id",)


register_read_only_page(Stream, "name seq", list_filter=(StreamKindFilter,), ordering=("name",))
register_read_only_page(SocketTicket, "created_at user expires_at used_at seen_at", ordering=("-id",))
