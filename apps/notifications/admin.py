"""Notifications in Django's admin, to look at."""

from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.notifications.models import Notification


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("user", "type", "created_at", "read_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__first_name", "user__last_name")
    ordering = ("-id",)
