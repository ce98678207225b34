"""Files of submissions, stored before the transaction of `submit_homework`."""

from typing import IO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.core import uploads, validators
from apps.core.errors import Conflict
from apps.core.files.stored import store_upload
from apps.core.models import StoredFile, Upload
from apps.homework.models import Assignment, AssignmentKind, Homework
from apps.homework.scoring_tasks import is_spoken
from apps.homework.services.submission_rules import check_submission_open, check_submission_type
from apps.resources.services.materials import check_and_get_content_type
from apps.settings.queries import get_system_settings

MEGABYTE = 1024 * 1024


def begin_submission_upload(*, homework: Homework, name: str, size: int, sha256: str = "") -> uploads.UploadTarget:
    """Begin an upload of a file to submit; raise as `store_submitted_file`, and what `uploads.begin` raises."""
    check_submission_open(homework)
    if homework.assignment.kind == AssignmentKind.TEXT:
        raise Conflict(_("This homework is submitted as a text."))
    purpose, most = _get_purpose(homework.assignment), _get_max_bytes(homework.assignment)
    return uploads.start_upload(
        owner=homework.student, purpose=purpose, name=name, size=size, sha256=sha256, max_bytes=most
    )


def store_submitted_file(*, homework: Homework, upload: "UploadedFile[bytes]") -> StoredFile:
    """Store a file that came with the request, if the homework takes one now. Not inside a transaction.

    Raise what `submit_homework` raises about the homework, and what `store_upload` raises about the file.
    """
    check_submission_open(homework)
    check_submission_type(homework.assignment, file_field="file")
    most = _get_max_bytes(homework.assignment)
    if is_spoken(homework.assignment):
        return store_upload(owner=homework.student, upload=upload, kind="audio", max_bytes=most)
    return store_upload(
        owner=homework.student, upload=upload, kind="material", max_bytes=most, check=check_and_get_content_type
    )


def finish_submission_upload(*, homework: Homework, upload_id: UUID) -> StoredFile:
    """Return the file of a finished upload. A finished upload that was not submitted can be used again.

    Raise what `submit_homework` raises about the homework, and what `uploads.finish` raises about the upload.
    """
    check_submission_open(homework)
    assignment = homework.assignment
    check_submission_type(assignment, file_field="upload")
    pupil, purpose = homework.student, _get_purpose(assignment)
    ended = Upload.objects.filter(pk=upload_id, owner=pupil, purpose=purpose, file__isnull=False)
    left = ended.filter(file__attempts__isnull=True).select_related("file").first()
    if left is not None and left.file is not None:
        return left.file
    return uploads.finish_upload(
        owner=pupil,
        upload_id=upload_id,
        purpose=purpose,
        check=_check_recording if is_spoken(assignment) else check_and_get_content_type,
        use=lambda stored: stored,
        file_owner=pupil,
    )


def _get_purpose(assignment: Assignment) -> str:
    return "audio" if is_spoken(assignment) else "homework"


def _get_max_bytes(assignment: Assignment) -> int:
    most: int = settings.MAX_UPLOAD_BYTES if is_spoken(assignment) else get_system_settings().material_max_mb * MEGABYTE
    return most


def _check_recording(opened: IO[bytes]) -> str:
    opened.seek(0)
    return validators.detect_audio_type(opened.read(16))
