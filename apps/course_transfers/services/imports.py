"""Imports of packages: a job checks the package, another makes the draft when the user has agreed, and an undo."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import IO, Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

import apps.jobs.services as jobs
from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core import uploads
from apps.core.errors import Conflict, DomainError, Forbidden, Invalid, TooMany
from apps.core.files.scratch import get_scratch_folder
from apps.core.files.stored import erase_stored_file, open_stored_file, store_archive, store_image
from apps.core.models import StoredFile
from apps.core.translated_texts import pick_translation
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.course_transfers.archives import PIECE, Archive, open_archive
from apps.course_transfers.catalogue_facts import keep_valid_facts, read_picture
from apps.course_transfers.job_kinds import CHECK, IMPORT
from apps.course_transfers.models import CourseImport, CourseImportState
from apps.course_transfers.packages import make_valid, read_package, use_files
from apps.course_transfers.plans import CoursePlan, PlannedFile, list_shown_files
from apps.course_transfers.progress import ProgressWriter
from apps.course_transfers.reports import PackageRefused, Report
from apps.course_transfers.services.drafts import try_draft, write_draft
from apps.courses.models import Course
from apps.jobs.kinds import ClaimedJob
from apps.learning.content_queries import get_content, list_draft_modules
from apps.packages.services.unpacking import check_zip
from apps.resources.services.course_files import CheckedFile, check_file, store_file
from apps.resources.services.materials import PACKAGE_PURPOSE
from apps.settings.services import write_audit_log

MAX_AT_ONCE = 3
AT_WORK = (CourseImportState.CHECKING, CourseImportState.RUNNING)


def create_import(*, actor: User, upload_id: UUID, course: Course | None) -> CourseImport:
    """Take an uploaded package and check it in a job; `course`: the empty draft that it is for, None for a new course.

    Do not call inside a transaction. Raise Forbidden when the actor may not create courses, Conflict when the draft is
    not empty, TooMany while MAX_AT_ONCE of the actor's imports are at work, UnsupportedMedia for what is no archive,
    and what `uploads.finish_upload` raises.
    """
    if course is None and not has_permission(actor, "courses.create"):
        raise Forbidden()
    if course is not None:
        _check_empty(course)
    if CourseImport.objects.filter(by=actor, state__in=AT_WORK).count() >= MAX_AT_ONCE:
        raise TooMany(_("Wait until your other imports are done."), retry_after=60)

    def use(stored: StoredFile) -> CourseImport:
        entry = CourseImport.objects.create(
            by=actor, course=course, makes_course=course is None, package=stored, name=stored.original_name
        )
        jobs.enqueue(kind=CHECK, object_id=entry.pk)
        write_audit_log(actor, "course_transfers.send", entry, {"name": (None, stored.original_name)})
        return entry

    return uploads.finish_upload(
        owner=actor, upload_id=upload_id, purpose=PACKAGE_PURPOSE, check=_detect_package_type, use=use
    )


def run_import(*, actor: User, entry: CourseImport) -> CourseImport:
    """Make the draft in a job, as the report says. Raise Conflict unless the package was checked and nothing more, and
    when the draft is no longer empty.
    """
    with unit_of_work():
        locked = lock_import(entry)
        if locked.state != CourseImportState.CHECKED or locked.package is None:
            raise Conflict(_("Only a package that was checked can be imported, and only once."))
        if locked.course is not None:
            _check_empty(locked.course)
        locked.state, locked.percent = CourseImportState.RUNNING, 0
        locked.save(update_fields=["state", "percent", "updated_at"])
        jobs.enqueue(kind=IMPORT, object_id=locked.pk)
        write_audit_log(actor, "course_transfers.import", locked)
        return locked


def check_package(job: ClaimedJob) -> None:
    """Handler: read the package and store what an import of it would do, or why it would be refused. Nothing else is
    stored.
    """
    entry = _load(job, CourseImportState.CHECKING)
    if entry is None:
        return
    report = Report()
    with _speak_to(entry.by):
        try:
            with _open(entry, report, _check) as package:
                try_draft(entry, package.plan, package.files)
                values = _describe(package, report)
        except (PackageRefused, Conflict, Invalid) as error:
            values = _describe_refusal(error)
    with unit_of_work():
        jobs.complete_job(job)
        CourseImport.objects.filter(pk=entry.pk, state=CourseImportState.CHECKING).update(**values)


def carry_out_import(job: ClaimedJob) -> None:
    """Handler: store the files, then write the draft in one transaction. A run after a killed one begins anew: what
    that one stored is deleted first.
    """
    entry = _load(job, CourseImportState.RUNNING)
    if entry is None:
        return
    _erase_stored(entry)
    with _speak_to(entry.by):
        try:
            _store_and_write(job, entry)
        except (PackageRefused, Conflict, Invalid) as error:
            _erase_stored(entry)
            with unit_of_work():
                jobs.complete_job(job)
                CourseImport.objects.filter(pk=entry.pk).update(**_describe_refusal(error))


def mark_import_failed(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: mark the import as failed; the clean-up deletes files that it stored."""
    waiting = CourseImport.objects.filter(pk=job.object_id, state__in=AT_WORK)
    waiting.update(**_describe_refusal(PackageRefused("stopped")))


def lock_import(entry: CourseImport) -> CourseImport:
    """Return the import, locked until the commit."""
    rows = CourseImport.objects.select_for_update(no_key=True, of=("self",)).select_related("by", "course", "package")
    return rows.get(pk=entry.pk)


def _store_and_write(job: ClaimedJob, entry: CourseImport) -> None:
    report = Report()
    with _open(entry, report, partial(_store, entry)) as package:
        quizzes = _keep_quizzes(entry, package)
        picture = _store_picture(entry, package)
        with unit_of_work():
            jobs.complete_job(job)
            locked = lock_import(entry)
            write_draft(locked, package.plan, package.files, picture)
            values = _describe(package, report) | {"quizzes": quizzes, "stored": entry.stored}
            values |= {"state": CourseImportState.DONE, "finished_at": timezone.now(), "revision": locked.revision}
            CourseImport.objects.filter(pk=entry.pk).update(**values, course=locked.course, before=locked.before)


def _speak_to(sender: User | None) -> override:
    """Word what is stored, such as why something is refused, in the language of the sender."""
    return override(sender.locale if sender else None)


def _load(job: ClaimedJob, state: str) -> CourseImport | None:
    rows = CourseImport.objects.filter(pk=job.object_id, state=state).select_related("by", "course", "package")
    return rows.first()


@dataclass(frozen=True)
class _Package:
    """A package that was read; its archive is open. `picture`: that of a new course, as WebP."""

    format: str
    plan: CoursePlan
    files: dict[str, CheckedFile]
    picture: bytes | None
    archive: Archive


@contextmanager
def _open(entry: CourseImport, report: Report, use: Any) -> Iterator[_Package]:
    """Read the package, with its files given to `use`."""
    if entry.by is None or entry.package is None or (entry.course is None and not entry.makes_course):
        raise PackageRefused("course_gone")
    progress = ProgressWriter(CourseImport, entry.pk)
    with open_stored_file(entry.package) as content, open_archive(content) as archive:
        package_format, plan = read_package(archive, report)
        files = use_files(archive, plan, report, use=use, progress=progress)
        make_valid(plan, files, report)
        picture = None
        if entry.makes_course:
            keep_valid_facts(plan, report)
            picture = read_picture(archive, plan, report)
        yield _Package(package_format, plan, files, picture, archive)


def _describe(package: _Package, report: Report) -> dict[str, Any]:
    """Return what was found, as columns of the import."""
    plan, lessons = package.plan, list(package.plan.lessons)
    figures = {
        "modules": len(plan.modules),
        "lessons": len(lessons),
        "blocks": sum(len(lesson.blocks) for lesson in lessons),
        "files": len({file for lesson in lessons for block in lesson.blocks for file in list_shown_files(block)}),
        "quizzes": len(plan.quizzes),
        **{name: report.counts[name] for name in ("taken", "changed", "left_out")},
    }
    title = pick_translation(plan.title)[:200]
    described = {"format": package.format, "title": title, "figures": figures, "report": report.rows}
    return {**described, "state": CourseImportState.CHECKED, "percent": 100, "updated_at": timezone.now()}


def _describe_refusal(error: PackageRefused | DomainError) -> dict[str, Any]:
    """Return why nothing is imported, as columns of the import."""
    if not isinstance(error, PackageRefused):
        texts = [str(text) for group in error.fields.values() for text in group]
        error = PackageRefused("refused", text=(texts or [str(error.detail)])[0][:300])
    values = {"problem": error.problem, "problem_values": error.values}
    return {**values, "state": CourseImportState.FAILED, "updated_at": timezone.now()}


def _check(planned: PlannedFile, file: "UploadedFile[bytes]") -> CheckedFile:
    return check_file(file, check=check_zip if planned.is_package else None)


def _store(entry: CourseImport, planned: PlannedFile, file: "UploadedFile[bytes]") -> CheckedFile:
    """Store a file, and note that it belongs to this import."""
    checked = store_file(file, check=check_zip if planned.is_package else None)
    assert checked.stored is not None
    _note_stored(entry, checked.stored)
    return checked


def _note_stored(entry: CourseImport, stored: StoredFile) -> None:
    entry.stored.append(str(stored.pk))
    CourseImport.objects.filter(pk=entry.pk).update(stored=entry.stored)


def _erase_stored(entry: CourseImport) -> None:
    """Delete the files that a run stored which wrote no draft."""
    for stored in StoredFile.objects.filter(pk__in=entry.stored):
        erase_stored_file(stored)
    entry.stored = []
    CourseImport.objects.filter(pk=entry.pk).update(stored=[])


def _store_picture(entry: CourseImport, package: _Package) -> StoredFile | None:
    if package.picture is None:
        return None
    stored = store_image(owner=None, data=package.picture)
    _note_stored(entry, stored)
    return stored


def _keep_quizzes(entry: CourseImport, package: _Package) -> StoredFile | None:
    """Store the quizzes of the package as a ZIP; None where it has none."""
    if not package.plan.quizzes:
        return None
    with tempfile.TemporaryFile(dir=get_scratch_folder()) as content:
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as kept:
            for name in dict.fromkeys(package.plan.quizzes):
                with package.archive.open(name) as opened, kept.open(name, "w", force_zip64=True) as target:
                    while piece := opened.read(PIECE):
                        target.write(piece)
        stored = store_archive(owner=None, content=content)
    _note_stored(entry, stored)
    return stored


def _detect_package_type(opened: IO[bytes]) -> str:
    opened.seek(0)
    head = opened.read(4)
    if head.startswith(b"PK\x03\x04"):
        return "application/zip"
    if head.startswith(b"\x1f\x8b"):
        return "application/gzip"
    raise InvalidValue(_("This is neither a ZIP nor a backup of Moodle (.mbz)."))


def _check_empty(course: Course) -> None:
    if list_draft_modules(course).exists() or get_content(course).published is not None:
        raise Conflict(_("The draft of the course is not empty."))
