"""Exports of courses: asked for, written by a job, downloaded by a signed link, deleted after some days."""

import tempfile
from collections.abc import Callable
from typing import IO

from django.utils import timezone
from django.utils.translation import override

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.files.scratch import get_scratch_folder
from apps.core.files.stored import erase_stored_file, store_archive
from apps.core.uow import unit_of_work
from apps.course_transfers.courses import ExportedCourse, check_has_content, load_exported_course
from apps.course_transfers.formats.cartridge_writer import write_common_cartridge
from apps.course_transfers.formats.talim_writer import write_talim_package
from apps.course_transfers.formats.writing import Progress
from apps.course_transfers.job_kinds import EXPORT
from apps.course_transfers.models import CourseExport, ExportState, PackageFormat
from apps.course_transfers.progress import ProgressWriter
from apps.course_transfers.reports import Report
from apps.course_transfers.retention import EXPORT_LIFE
from apps.courses.models import Course
from apps.courses.services.locks import lock_course
from apps.jobs.kinds import ClaimedJob
from apps.settings.services import write_audit_log

WRITERS: dict[str, Callable[[IO[bytes], ExportedCourse, Report, Progress], None]] = {
    PackageFormat.TALIM: write_talim_package,
    PackageFormat.COMMON_CARTRIDGE: write_common_cartridge,
}


def request_export(*, actor: User, course: Course, package_format: str, source: str) -> CourseExport:
    """Ask for a package of the course; one that is being written is returned as it is. Raise Conflict where there is
    nothing to export.
    """
    check_has_content(course, source)
    with unit_of_work():
        locked = lock_course(course.pk)
        kind = {"format": package_format, "source": source}
        if waiting := CourseExport.objects.filter(course=locked, state=ExportState.WAITING, **kind).first():
            return waiting
        expires_at = timezone.now() + EXPORT_LIFE
        export = CourseExport.objects.create(course=locked, by=actor, expires_at=expires_at, **kind)
        jobs.enqueue(kind=EXPORT, object_id=export.pk)
        write_audit_log(actor, "course_transfers.export", locked, {"format": (None, package_format)})
        return export


def write_export(job: ClaimedJob) -> None:
    """Handler: write the package and mark it as ready. Nothing when it was deleted; safe to run twice."""
    waiting = CourseExport.objects.filter(pk=job.object_id, state=ExportState.WAITING)
    export = waiting.select_related("course", "by").first()
    if export is None:
        return
    report, progress = Report(), ProgressWriter(CourseExport, export.pk)
    with override(export.by.locale if export.by else None), tempfile.TemporaryFile(dir=get_scratch_folder()) as content:
        try:
            exported = load_exported_course(export.course, export.source)
        except Conflict:
            with unit_of_work():
                jobs.complete_job(job)
                waiting.update(state=ExportState.FAILED, updated_at=timezone.now())
            return
        WRITERS[export.format](content, exported, report, progress)
        stored = store_archive(owner=None, content=content)
    with unit_of_work():
        jobs.complete_job(job)
        values = {"state": ExportState.READY, "file": stored, "percent": 100, "report": report.rows}
        ready = waiting.update(**values, updated_at=timezone.now())
    if not ready:
        erase_stored_file(stored)


def mark_export_failed(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: mark the export as failed, so that another can be asked for."""
    waiting = CourseExport.objects.filter(pk=job.object_id, state=ExportState.WAITING)
    waiting.update(state=ExportState.FAILED, updated_at=timezone.now())
