"""Jobs and periodic slots in Django's admin (read-only, with an action that retries dead jobs)."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin_pages import ReadOnlyAdmin, register_read_only_page
from apps.jobs import services
from apps.jobs.models import Job, PeriodicSlot, ProcessBeat
from apps.settings.admin_actions import FormAnswers, confirmed_action

register_read_only_page(PeriodicSlot, "name slot created_at", list_filter=("name",), ordering=("-slot",))
register_read_only_page(ProcessBeat, "role name ready seen_at", ordering=("role", "name"))


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "object_id", "state", "failures", "run_at", "finished_at", "reason")
    list_filter = ("state", "queue", "kind")
    search_fields = ("object_id", "kind", "reason")
    date_hierarchy = "created_at"
    exclude = ("sealed",)
    actions = ("try_again",)

    @confirmed_action(_("Retry dead jobs"), permission="jobs.retry")
    def try_again(self, request: HttpRequest, job: Job, answers: FormAnswers) -> None:
        """Put the job back into its queue with all its tries."""
        services.retry_dead_job(job_id=job.pk, actor=request.user)
