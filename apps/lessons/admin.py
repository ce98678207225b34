"""Lessons in Django's admin, to look at."""

from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.lessons.models import Lesson


@admin.register(Lesson)
class LessonAdmin(ReadOnlyAdmin):
    list_display = ("group", "starts_at", "ends_at", "topic", "status")
    list_filter = ("status",)
    list_select_related = ("group",)
    search_fields = ("group__name", "topic")
    ordering = ("-starts_at",)
