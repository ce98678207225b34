"""Reports: asked for, written by a job, cancelled, expired."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

import apps.jobs.services as jobs
from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.analytics.job_kinds import REPORT
from apps.analytics.models import Report, ReportFormat, ReportProblem, ReportState
from apps.analytics.notification_types import REPORT_FAILED, REPORT_READY
from apps.analytics.report_files import CONTENT_TYPES, write_report_file
from apps.analytics.report_links import PERMISSION, build_reports_address
from apps.analytics.report_sources import MAX_ROWS, check_report_table, open_report_table
from apps.analytics.services.report_schedules import drop_receiver
from apps.core.durations import DAY, HOUR, SECOND
from apps.core.errors import Conflict, DomainError, Forbidden, Invalid, TooMany, Unavailable
from apps.core.files.scratch import get_scratch_folder
from apps.core.files.stored import erase_stored_file, store_table
from apps.core.models import StoredFile
from apps.core.tables.cells import Cell
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, PostponeJob, RetryLater, StaleClaim
from apps.jobs.models import Job, JobState
from apps.notifications.services.creation import notify
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

MAX_OPEN = 2
MAX_A_DAY = 20
MAX_RUNNING = 2
"""Reports that run at once in the whole centre, so that messages and other jobs have threads too."""
SHORTEST_PAUSE, LONGEST_PAUSE = 5 * SECOND, 60 * SECOND
"""Before a report that waits for others looks again: longer, the longer it waits."""
PAGE_ROWS = 500
OPEN = (ReportState.QUEUED, ReportState.RUNNING)
WAIT = _("Wait until your other reports are done.")
ENOUGH_TODAY = _("You have asked for many reports today. Please come again tomorrow.")
NOT_OPEN = _("Only a report that is not ready yet can be cancelled.")


class ReportStopped(Exception):
    """The report was cancelled or deleted, or another worker has it now: nothing may be written."""


def request_report(*, actor: User, name: str, address: str, report_format: str) -> Report:
    """Ask for a table as a file; a job writes it.

    Raise Invalid on "address" when the actor sees no such table, on "format" when it has too many rows for the format,
    and on filters that the list does not take; TooMany while MAX_OPEN reports of the actor are open, and above
    MAX_A_DAY in 24 hours.
    """
    table = check_report_table(actor, address, report_format)
    with unit_of_work():
        User.objects.select_for_update(no_key=True, of=("self",)).get(pk=actor.pk)
        own = Report.objects.filter(by=actor, schedule__isnull=True)
        if own.filter(state__in=OPEN).count() >= MAX_OPEN:
            raise TooMany(WAIT, retry_after=60)
        if own.filter(created_at__gt=timezone.now() - DAY).count() >= MAX_A_DAY:
            raise TooMany(ENOUGH_TODAY, retry_after=int(HOUR.total_seconds()))
        report = Report.objects.create(
            by=actor, name=name, table=table.name, address=address, format=report_format, total=table.count
        )
        jobs.enqueue(kind=REPORT, object_id=report.pk)
        return report


def cancel_report(*, report: Report) -> Report:
    """Cancel a report that is not ready; its job stops after the page that it writes. Raise Conflict otherwise."""
    open_now = Report.objects.filter(pk=report.pk, state__in=OPEN)
    if not open_now.update(state=ReportState.CANCELLED, finished_at=timezone.now(), updated_at=timezone.now()):
        raise Conflict(NOT_OPEN)
    report.refresh_from_db()
    return report


def get_report_file(report: Report) -> StoredFile:
    """Return the file of a report. Raise Conflict when it is not ready, or has expired."""
    if report.state == ReportState.EXPIRED or (report.expires_at and report.expires_at <= timezone.now()):
        raise Conflict(_("This report has expired. Please make it again."))
    if report.file is None:
        raise Conflict(_("This report has no file."))
    return report.file


def write_report(job: ClaimedJob) -> None:
    """Handler: write the file and tell the user. Nothing when the report was cancelled; safe to run twice."""
    report = _start(job)
    if report is None:
        return
    with override(report.by.locale):
        try:
            stored = _write_file(report)
        except ReportStopped:
            return
        except Unavailable as error:
            raise RetryLater("the file could not be made", after=30 * SECOND) from error
        except DomainError as refusal:
            _fail(job, report, _name_problem(refusal))
            return
    try:
        is_stored = _finish(job, report, stored)
    except StaleClaim:
        erase_stored_file(stored)
        raise
    if not is_stored:
        erase_stored_file(stored)


def mark_report_failed(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: mark the report as failed."""
    report = Report.objects.filter(pk=job.object_id, state__in=OPEN).select_related("by", "schedule__by").first()
    if report is not None:
        _mark_failed(report, ReportProblem.FAILED)


def expire_reports() -> int:
    """Let go of the files of reports whose time is over; return how many."""
    due = Report.objects.filter(state=ReportState.DONE, expires_at__lte=timezone.now())
    files = list(StoredFile.objects.filter(pk__in=due.values("file")))
    count = due.update(state=ReportState.EXPIRED, file=None, updated_at=timezone.now())
    for stored in files:
        erase_stored_file(stored)
    return count


def _start(job: ClaimedJob) -> Report | None:
    """Return the report, which this claim writes from now on; None when there is nothing to do."""
    mine = Report.objects.filter(pk=job.object_id, state__in=OPEN)
    with unit_of_work():
        jobs.lock_claim(job)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('analytics.report', 0))")
        # Of a worker that was killed the report still runs by its row, and its job is no longer leased.
        leased = list(Job.objects.filter(kind=REPORT, state=JobState.LEASED).values_list("object_id", flat=True))
        others = Report.objects.filter(state=ReportState.RUNNING, pk__in=leased).exclude(pk=job.object_id)
        is_full = others.count() >= MAX_RUNNING
        state = ReportState.QUEUED if is_full else ReportState.RUNNING
        mine.update(state=state, claim=job.attempt, rows=0, updated_at=timezone.now())
    report = mine.only("created_at").first()
    if report is not None and is_full:
        waited = timezone.now() - report.created_at
        raise PostponeJob("other reports run", after=min(LONGEST_PAUSE, max(SHORTEST_PAUSE, waited / 10)))
    return mine.select_related("by__own_role", "schedule__by__own_role").first()


def _write_file(report: Report) -> StoredFile:
    """Write the table as the user sees it now."""
    user, report_format = report.by, ReportFormat(report.format)
    if not has_permission(user, PERMISSION):
        raise Forbidden()
    table = open_report_table(user, report.address, max_rows=MAX_ROWS[report_format])
    Report.objects.filter(pk=report.pk).update(total=table.count)
    with tempfile.TemporaryFile(dir=get_scratch_folder()) as content:
        write_report_file(content, report_format, report.name, table.headings, _note_rows(report, table.rows))
        return store_table(owner=None, content=content, content_type=CONTENT_TYPES[report_format])


def _note_rows(report: Report, rows: Iterator[list[Cell]]) -> Iterator[list[Cell]]:
    """Pass the rows on and note on the report how many they are, after each page. Raise ReportStopped as it says, and
    Invalid on "format" for more lines than the file may have.
    """
    number, most = 0, MAX_ROWS[ReportFormat(report.format)]
    for row in rows:
        number += 1
        if number > most:
            raise Invalid.field("format", ReportProblem.TOO_LARGE.label)
        yield row
        if number % PAGE_ROWS == 0:
            _write_rows(report, number)
    _write_rows(report, number)


def _write_rows(report: Report, number: int) -> None:
    mine = Report.objects.filter(pk=report.pk, state=ReportState.RUNNING, claim=report.claim)
    if not mine.update(rows=number, updated_at=timezone.now()):
        raise ReportStopped


def _finish(job: ClaimedJob, report: Report, stored: StoredFile) -> bool:
    """Mark the report as ready and tell the user; return False when it was cancelled meanwhile."""
    with unit_of_work():
        jobs.complete_job(job)
        now = timezone.now()
        until = now + timedelta(days=get_system_settings().report_keep_days)
        values = {"file": stored, "size": stored.size, "finished_at": now, "expires_at": until}
        running = Report.objects.filter(pk=report.pk, state=ReportState.RUNNING)
        if not running.update(state=ReportState.DONE, updated_at=now, **values):
            return False
        report.refresh_from_db(fields=["rows"])
        filters = parse_qs(urlsplit(report.address).query)
        filters.pop("search", None)
        details = {
            "list": report.table, "rows": report.rows, "format": report.format,
            "filters": urlencode(filters, doseq=True),
        }  # fmt: skip
        write_audit_log(report.by, "lists.export", None, {key: (None, str(value)) for key, value in details.items()})
        last = until.astimezone(ZoneInfo(report.by.zone))
        data = {"name": report.name, "rows": str(report.rows), "until": f"{last:%d.%m.%Y}"}
        _tell(report, REPORT_READY, data)
        return True


def _fail(job: ClaimedJob, report: Report, problem: ReportProblem) -> None:
    with unit_of_work():
        jobs.complete_job(job)
        _mark_failed(report, problem)


def _mark_failed(report: Report, problem: ReportProblem) -> None:
    now = timezone.now()
    values = {"state": ReportState.FAILED, "problem": problem, "finished_at": now, "updated_at": now}
    if Report.objects.filter(pk=report.pk, state__in=OPEN).update(**values):
        if report.schedule is not None and problem == ReportProblem.REFUSED:
            drop_receiver(report.schedule, report.by)
        with override(report.by.locale):
            _tell(report, REPORT_FAILED, {"name": report.name, "reason": str(problem.label)})


def _tell(report: Report, kind: str, data: dict[str, str]) -> None:
    address = build_reports_address()
    if has_permission(report.by, PERMISSION):
        notify(user=report.by, type=kind, data=data | {"address": address}, key=f"{report.pk}")


def _name_problem(refusal: DomainError) -> ReportProblem:
    if not isinstance(refusal, Invalid):
        return ReportProblem.REFUSED
    if "address" in refusal.fields:
        return ReportProblem.REFUSED
    return ReportProblem.TOO_LARGE if "format" in refusal.fields else ReportProblem.INVALID
