"""Add packages to courses, unpack them in a job, and remove what is left of them."""

from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import UUID

import structlog
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core import uploads
from apps.core.file_types.office_documents import has_zip_ending
from apps.core.files.scratch import get_scratch_folder
from apps.core.files.stored import open_stored_file
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.courses.models import Course
from apps.jobs.kinds import ClaimedJob
from apps.learning.models import CourseFile
from apps.packages import unpacked_files
from apps.packages.archives import PackageArchive, open_archive
from apps.packages.job_kinds import UNPACK
from apps.packages.manifests import find_content
from apps.packages.models import Package, PackageState
from apps.packages.refusals import PackageRefused
from apps.resources.services.course_files import create_course_file
from apps.resources.services.materials import PURPOSE

log = structlog.get_logger(__name__)

ZIP, FILE_KIND = "application/zip", "package"
IN_MEMORY = 1024 * 1024
CHANGED = ["state", "kind", "entry", "launch", "files", "bytes", "refusal", "updated_at"]


def add_package(*, actor: User, course: Course, upload_id: UUID, title: str = "") -> tuple[CourseFile, Package]:
    """Add an uploaded zip to the files of a course; it is unpacked in a job. Do not call inside a transaction.

    Raise what `uploads.finish_upload` raises about the file; a file that is no zip is deleted.
    """

    def use(stored: StoredFile) -> tuple[CourseFile, Package]:
        return add_stored_package(actor=actor, course=course, stored=stored, title=title)

    return uploads.finish_upload(owner=actor, upload_id=upload_id, purpose=PURPOSE, check=check_zip, use=use)


def add_stored_package(
    *, actor: User, course: Course, stored: StoredFile, title: str = ""
) -> tuple[CourseFile, Package]:
    """Add a stored zip to the files of a course; a new one is unpacked in a job. Call it in a unit of work."""
    file = create_course_file(actor=actor, course=course, stored=stored, title=title, kind=FILE_KIND)
    package, is_new = Package.objects.get_or_create(file=stored)
    if is_new:
        jobs.enqueue(kind=UNPACK, object_id=package.pk)
    return file, package


def check_zip(opened: IO[bytes]) -> str:
    """Return the content type of a zip. Raise InvalidValue for other files; what is in it is checked by the job."""
    opened.seek(0)
    if opened.read(4) != b"PK\x03\x04" or not has_zip_ending(opened):
        raise InvalidValue(_("Send the package as a zip: SCORM, H5P or a page with index.html."))
    return ZIP


def unpack_again(package: Package) -> None:
    """Let a ready package be unpacked again, whose files the store has lost."""
    with unit_of_work():
        lost = Package.objects.filter(pk=package.pk, state=PackageState.READY)
        if lost.update(state=PackageState.WAITING):
            jobs.enqueue(kind=UNPACK, object_id=package.pk)


def unpack_package(job: ClaimedJob) -> None:
    """Job handler: unpack a package into the store, or refuse it with a reason. It may run again from the start."""
    package = Package.objects.select_related("file").filter(pk=job.object_id).first()
    if package is None or package.state not in (PackageState.WAITING, PackageState.UNPACKING):
        with unit_of_work():
            jobs.complete_job(job)
        return
    Package.objects.filter(pk=package.pk).update(state=PackageState.UNPACKING)
    unpack(package)
    with unit_of_work():
        jobs.complete_job(job)
        package.save(update_fields=CHANGED)
    log.info("package unpacked", package=str(package.pk), state=package.state, reason=package.refusal)


def unpack(package: Package) -> None:
    """Unpack a package into the store, and set its fields without saving them: what it is, or why it is refused."""
    unpacked_files.delete_files(package.pk)
    try:
        with open_stored_file(package.file) as opened, open_archive(opened, package.file.size) as archive:
            content = find_content(archive)
            _store_files(package, archive)
    except PackageRefused as refused:
        unpacked_files.delete_files(package.pk)
        package.state, package.refusal, package.kind = PackageState.REFUSED, refused.reason, ""
        return
    package.state, package.refusal = PackageState.READY, ""
    package.kind, package.entry, package.launch = content.kind, content.entry, content.launch
    package.files, package.bytes = len(archive.files), archive.bytes


def refuse_dead_package(job: ClaimedJob, reason: str) -> None:
    """Refuse a package whose job died; `reason` stays with the job."""
    waiting = Package.objects.filter(pk=job.object_id).exclude(state=PackageState.READY)
    waiting.update(state=PackageState.REFUSED, refusal="failed", kind="")


def remove_unused_files(job: ClaimedJob) -> None:
    """Job handler: delete the files of packages that are gone."""
    for name in unpacked_files.list_packages_with_files():
        with suppress(ValueError):
            if not Package.objects.filter(pk=UUID(name)).exists():
                unpacked_files.delete_files(name)
    with unit_of_work():
        jobs.complete_job(job)


def _store_files(package: Package, archive: PackageArchive) -> None:
    for path in archive.files:
        with SpooledTemporaryFile(max_size=IN_MEMORY, dir=get_scratch_folder()) as piece:
            for data in archive.iterate(path):
                piece.write(data)
            piece.seek(0)
            unpacked_files.store_file(package.pk, path, piece)
