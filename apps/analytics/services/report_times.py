"""What is due by time: files whose time is over, and reports of schedules."""

from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.access import has_permission
from apps.analytics.job_kinds import REPORT
from apps.analytics.models import Report, ReportSchedule
from apps.analytics.report_links import PERMISSION
from apps.analytics.report_times import find_next_time
from apps.analytics.services.reports import expire_reports
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.settings.queries import get_default_branch


def keep_report_times(_job: ClaimedJob) -> None:
    """Handler: let go of expired files, and ask for the reports that are due."""
    expire_reports()
    for key in list(ReportSchedule.objects.filter(next_at__lte=timezone.now()).values_list("pk", flat=True)):
        ask_for_due_reports(key)


def ask_for_due_reports(key: UUID) -> int:
    """Ask for a report for each receiver of a schedule that is due; return how many. After an outage it is one for
    each, not one for each time that passed. The schedule of an owner who may not make reports is paused.
    """
    now = timezone.now()
    with unit_of_work():
        due = ReportSchedule.objects.filter(pk=key, next_at__lte=now)
        schedule = due.select_for_update(skip_locked=True, of=("self",)).select_related("by__own_role").first()
        if schedule is None:
            return 0
        slot, mine = schedule.next_at, ReportSchedule.objects.filter(pk=schedule.pk)
        if not has_permission(schedule.by, PERMISSION):
            mine.update(next_at=None, updated_at=now)
            return 0
        next_at = find_next_time(schedule, now, zone=get_default_branch().zone)
        mine.update(next_at=next_at, last_at=slot, updated_at=now)
        common = {name: getattr(schedule, name) for name in ("name", "table", "address", "format")}
        receivers = schedule.receivers.filter(lost_at__isnull=True).values_list("user_id", flat=True)
        rows = [Report(by_id=user, schedule=schedule, slot=slot, **common) for user in receivers]
        made = Report.objects.bulk_create(rows)
        jobs.enqueue_many(kind=REPORT, object_ids=[report.pk for report in made])
        return len(made)
