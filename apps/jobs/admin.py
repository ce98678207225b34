"""Jobs and periodic slots in Django's admin: to look at, and to try dead ones again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from apps.core.errors import DomainError
from apps.jobs import services
from apps.jobs.models import Job, PeriodicSlot, ProcessBeat


class ReadOnly(ModelAdmin):  # type: ignore[misc]
    """Rows that only the platform writes."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ("id", "kind", "object_id", "state", "failures", "run_at", "finished_at", "reason")
    list_filter = ("state", "queue", "kind")
    search_fields = ("object_id", "kind")
    ordering = ("-id",)
    exclude = ("sealed",)
    actions = ("try_again",)

    @admin.action(description=_("Try dead jobs again"))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        for job in queryset:
            try:
                services.retry(job_id=job.id, actor=request.user)
            except DomainError as error:
                self.message_user(request, f"{job}: {error.detail}", messages.WARNING)


@admin.register(PeriodicSlot)
class PeriodicSlotAdmin(ReadOnly):
    list_display = ("name", "slot", "created_at")
    list_filter = ("name",)
    ordering = ("-slot",)


@admin.register(ProcessBeat)
class ProcessBeatAdmin(ReadOnly):
    list_display = ("role", "name", "ready", "seen_at")
    ordering = ("role", "name")
