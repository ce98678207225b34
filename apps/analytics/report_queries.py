"""Reads of reports and their schedules: everybody has their own only."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from apps.accounts.models import User
from apps.analytics.models import Report, ReportReceiver, ReportSchedule
from apps.core.lookups import filter_given, get_or_not_found


def list_own_reports(user: User, *, state: str | None = None, kind: str | None = None) -> QuerySet[Report]:
    """Return the reports that were made for the user; `kind`: only those of this format."""
    return filter_given(Report.objects.filter(by=user).select_related("file"), state=state, format=kind)


def get_own_report(user: User, report_id: UUID) -> Report:
    """Return a report that was made for the user. Raise NotFound otherwise."""
    return get_or_not_found(list_own_reports(user), report_id)


def list_own_schedules(user: User, *, paused: bool | None = None) -> QuerySet[ReportSchedule]:
    """Return the schedules of the user, with their receivers by name."""
    receivers = ReportReceiver.objects.select_related("user").order_by("user__first_name", "user__last_name", "pk")
    rows = ReportSchedule.objects.filter(by=user).prefetch_related(Prefetch("receivers", receivers))
    return filter_given(rows, next_at__isnull=paused)


def get_own_schedule(user: User, schedule_id: UUID) -> ReportSchedule:
    """Return a schedule of the user, with its receivers. Raise NotFound otherwise."""
    return get_or_not_found(list_own_schedules(user), schedule_id)
