"""Settings, branches and the audit log in Django's admin; what is changed here is audited as over the API."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from apps.core.admin import ReadOnlyAdmin
from apps.settings import services
from apps.settings.models import AuditLog, Branch, SystemSettings


@admin.register(SystemSettings)
class SystemSettingsAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ("centre_name", "default_language", "updated_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: SystemSettings, form: "ModelForm[Any]", change: bool) -> None:
        services.update_system(actor=request.user, **{name: form.cleaned_data[name] for name in form.changed_data})


@admin.register(Branch)
class BranchAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ("name", "address", "zone", "is_default")
    search_fields = ("name", "address")
    readonly_fields = ("is_default",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and not obj.is_default

    def save_model(self, request: HttpRequest, obj: Branch, form: "ModelForm[Any]", change: bool) -> None:
        changes = {name: (form.initial.get(name), form.cleaned_data[name]) for name in form.changed_data}
        services.save_branch(actor=request.user, branch=obj, changes=changes)


@admin.register(AuditLog)
class AuditLogAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "actor", "action", "object_type", "object_id", "fields")
    list_filter = ("action", "object_type")
    search_fields = ("object_id", "request_id")
    list_select_related = ("actor",)
    ordering = ("-id",)
