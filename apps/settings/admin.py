"""System settings, branches and the audit log in Django's admin. Changes are validated and audited as over the API."""

import re
from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from apps.core.admin_pages import BaseAdmin, ReadOnlyAdmin, register_read_only_page
from apps.settings import rules, services
from apps.settings.definitions import SETTINGS
from apps.settings.labels import SETTING_LABELS
from apps.settings.models import AuditLog, AuditValues, Branch, SystemSettings


def _name_settings(text: str) -> str:
    """Return the text with names of settings in place of their keys."""
    return re.sub(r"`(\w+)`", lambda key: f"“{SETTING_LABELS[key[1]]}”" if key[1] in SETTING_LABELS else key[1], text)


class SystemForm(ModelForm):  # type: ignore[type-arg]
    """Checks limits of settings and rules between them, as over the API."""

    class Meta:
        model = SystemSettings
        fields = tuple(SETTINGS)
        labels = SETTING_LABELS
        help_texts = {name: _name_settings(definition.help_text) for name, definition in SETTINGS.items()}

    def clean(self) -> dict[str, Any]:
        """Add the errors of `rules.find_setting_errors`."""
        values: dict[str, Any] = super().clean() or {}
        if not self.errors:
            changed = set(self.changed_data) & set(SETTINGS)
            for name, messages in rules.find_setting_errors(values, changed_settings=changed).items():
                self.add_error(name, [str(message) for message in messages])
        return values


@admin.register(SystemSettings)
class SystemSettingsAdmin(BaseAdmin):
    form = SystemForm
    list_display = ("centre_name", "default_language", "updated_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: SystemSettings, form: "ModelForm[Any]", change: bool) -> None:
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        services.update_system_settings(actor=request.user, **changes)


@admin.register(Branch)
class BranchAdmin(BaseAdmin):
    list_display = ("name", "address", "zone", "is_default")
    search_fields = ("name", "address")
    readonly_fields = ("is_default",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: holidays and discounts would be deleted too."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: "ModelForm[Any]", change: bool) -> None:
        changes = {name: (form.initial.get(name), form.cleaned_data[name]) for name in form.changed_data}
        services.save_branch(actor=request.user, branch=obj, changes=changes)


register_read_only_page(
    AuditLog,
    "created_at actor action object_type object_id fields",
    list_filter=("action", "object_type"),
    search_fields=("=object_id", "=request_id", "action", "actor__first_name", "actor__last_name"),
    date_hierarchy="created_at",
)


@admin.register(AuditValues)
class AuditValuesAdmin(ReadOnlyAdmin):
    """Old and new values, until the person is erased."""

    list_display = ("entry",)
    list_select_related = ("entry__actor",)
    list_filter = ("entry__created_at",)
    search_fields = ("=entry__object_id", "entry__action")
    personal = ("values",)
    ordering = ("-entry",)
