"""Machine-learning models in Django's admin, read-only."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.registry.models import MLModel


@admin.register(MLModel)
class MLModelAdmin(ReadOnlyAdmin):
    list_display = ("kind", "name", "revision", "sha256", "licence", "created_at")
    list_filter = ("kind",)
    search_fields = ("name", "sha256")
