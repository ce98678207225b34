"""Streams of events and tickets of sockets in Django's admin, to look at."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from realtime.models import SocketTicket, Stream, StreamEvent


@admin.register(Stream)
class StreamAdmin(ReadOnlyAdmin):
    """How far each stream has come."""

    list_display = ("name", "seq")
    ordering = ("name",)


@admin.register(StreamEvent)
class StreamEventAdmin(ReadOnlyAdmin):
    """What was published, without what it said."""

    list_display = ("id", "stream", "seq", "type", "at")
    list_filter = ("type",)
    search_fields = ("stream__name", "type")
    exclude = ("data",)
    date_hierarchy = "at"
    ordering = ("-id",)


@admin.register(SocketTicket)
class SocketTicketAdmin(ReadOnlyAdmin):
    """Who asked to open a socket."""

    list_display = ("created_at", "user", "expires_at", "used_at", "seen_at")
    ordering = ("-id",)
