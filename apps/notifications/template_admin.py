"""Templates and announcements in Django's admin. Templates are changed by the services, as over REST."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ChoiceField, ModelForm
from django.http import HttpRequest

from apps.core.admin_pages import BaseAdmin, register_read_only_page
from apps.core.errors import Invalid
from apps.core.translated_texts import LANGUAGES
from apps.notifications import templates
from apps.notifications.models import Announcement, NotificationTemplate
from apps.notifications.types import get_notification_types_by_name

KEY_FIELDS = ("type", "channel", "language")
"""What a template is for; it cannot change."""


class TemplateForm(ModelForm):  # type: ignore[type-arg]
    """Form of a template, checked as over REST."""

    type = ChoiceField(choices=lambda: [(name, name) for name in sorted(get_notification_types_by_name())])
    language = ChoiceField(choices=[(language, language) for language in LANGUAGES])

    class Meta:
        model = NotificationTemplate
        fields = (*KEY_FIELDS, "title", "text")

    def clean(self) -> dict[str, Any]:
        """Check as `templates.check_template`."""
        cleaned: dict[str, Any] = super().clean() or {}
        values = {name: cleaned.get(name, getattr(self.instance, name)) for name in (*KEY_FIELDS, "title", "text")}
        try:
            templates.check_template(**values)
        except Invalid as error:
            for name, messages in error.fields.items():
                self.add_error(name if name in self.fields else None, [str(message) for message in messages])
        return cleaned


@admin.register(NotificationTemplate)
class NotificationTemplateAdmin(BaseAdmin):
    """Templates: create, change, delete."""

    form = TemplateForm
    list_display = ("type", "channel", "language", "title", "text", "updated_at")
    list_filter = ("channel", "language", "type")
    search_fields = ("type", "title", "text")
    ordering = KEY_FIELDS

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Type, channel and language cannot change."""
        return () if obj is None else KEY_FIELDS

    def save_model(self, request: HttpRequest, obj: NotificationTemplate, form: "ModelForm[Any]", change: bool) -> None:
        """Save by the services."""
        if change:
            values = {name: form.cleaned_data[name] for name in form.changed_data}
            templates.change_template(actor=request.user, template=obj, changes=values)
            return
        values = {name: form.cleaned_data[name] for name in (*KEY_FIELDS, "title", "text")}
        obj.pk = templates.create_template(actor=request.user, **values).pk

    def delete_model(self, request: HttpRequest, obj: NotificationTemplate) -> None:
        """Delete by the service."""
        templates.remove_template(actor=request.user, template=obj)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[NotificationTemplate]") -> None:
        """Delete one by one, each by the service."""
        for template in queryset:
            self.delete_model(request, template)


register_read_only_page(
    Announcement,
    "created_at author scope title send_at sent_at cancelled_at reached",
    list_filter=("scope",),
    ordering=("-id",),
)
