"""Jobs and periodic slots in Django's admin: to look at, and to try dead ones again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin import ReadOnlyAdmin
from apps.core.errors import DomainError
from apps.jobs import services
from apps.jobs.models import Job, PeriodicSlot, ProcessBeat


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
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
class PeriodicSlotAdmin(ReadOnlyAdmin):
    list_display = ("name", "slot", "created_at")
    list_filter = ("name",)
    ordering = ("-slot",)


@admin.register(ProcessBeat)
class ProcessBeatAdmin(ReadOnlyAdmin):
    list_display = ("role", "name", "ready", "seen_at")
    ordering = ("role", "name")
