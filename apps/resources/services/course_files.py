"""Writes of files that blocks of online courses show: from an upload or from the media library."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import IO
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import uploads
from apps.core.errors import Conflict, Invalid, NotFound, UnsupportedMedia
from apps.core.files.stored import ContentCheck, check_upload_size, open_stored_file, store_upload
from apps.core.lookups import get_or_not_found
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.courses.models import Course
from apps.learning.models import CourseFile
from apps.resources.audio_lengths import read_audio_length
from apps.resources.models import MediaFile
from apps.resources.services.materials import (
    MEGABYTE,
    PURPOSE,
    check_size_and_get_content_type,
    get_resource_kind,
    prepare_film,
)
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

MAX_FILES = 2000


def check_one_source(*, upload: UUID | None, media: UUID | None) -> None:
    """Raise Invalid unless exactly one of upload and library file is given."""
    if (upload is None) == (media is None):
        raise Invalid.field("upload", _("Give either an upload or a file of the media library."))


def add_uploaded_file(*, actor: User, course: Course, upload_id: UUID, title: str = "") -> CourseFile:
    """Add an uploaded file to a course. Do not call inside a transaction.

    Raise what `uploads.finish_upload` raises about the file; a refused file is deleted.
    """
    check = FileCheck()

    def use(stored: StoredFile) -> CourseFile:
        return create_course_file(actor=actor, course=course, stored=stored, title=title, duration_ms=check.duration_ms)

    return uploads.finish_upload(owner=actor, upload_id=upload_id, purpose=PURPOSE, check=check, use=use)


def add_request_file(*, actor: User, course: Course, upload: "UploadedFile[bytes]", title: str = "") -> CourseFile:
    """Add a small file to a course. Do not call inside a transaction. Raise what `store_upload` raises about it."""
    check = FileCheck()
    stored = store_upload(owner=None, upload=upload, kind="material", max_bytes=get_max_bytes(), check=check)
    with unit_of_work():
        return create_course_file(actor=actor, course=course, stored=stored, title=title, duration_ms=check.duration_ms)


def add_library_file(*, actor: User, course: Course, media: MediaFile, title: str = "") -> CourseFile:
    """Add a file of the media library to a course. Do not call inside a transaction.

    Raise Invalid for a link, NotFound when the file was archived or removed meanwhile, UnsupportedMedia for a
    recording that cannot be read.
    """
    if media.file is None:
        raise Invalid.field("media", _("A link is no file. Show its page in a block of its own."))
    duration_ms = _read_stored_length(media.file)
    with unit_of_work():
        rows = MediaFile.objects.select_for_update(no_key=True, of=("self",)).select_related("file")
        entry = get_or_not_found(rows.filter(archived_at__isnull=True, file=media.file), media.pk)
        assert entry.file is not None
        named = title or entry.title
        return create_course_file(actor=actor, course=course, stored=entry.file, title=named, duration_ms=duration_ms)


@dataclass(frozen=True)
class CheckedFile:
    """What a file is: its content type, how long a recording is, and, once it is stored, its row."""

    content_type: str
    duration_ms: int | None
    stored: StoredFile | None = None


def check_file(file: "UploadedFile[bytes]", *, check: ContentCheck | None = None) -> CheckedFile:
    """Return what a file is; nothing is stored. Raise what `store_file` raises about it."""
    own = FileCheck()
    check_upload_size(file, _get_most(check))
    file.seek(0)
    return CheckedFile((check or own)(file), own.duration_ms)


def store_file(file: "UploadedFile[bytes]", *, check: ContentCheck | None = None) -> CheckedFile:
    """Store a file that `create_course_file` will add to a course; `check`: in place of that of materials. Do not call
    inside a transaction.

    Raise what `store_upload` raises about it.
    """
    own = FileCheck()
    stored = store_upload(owner=None, upload=file, kind="material", max_bytes=_get_most(check), check=check or own)
    return CheckedFile(stored.content_type, own.duration_ms, stored)


def _get_most(check: ContentCheck | None) -> int:
    return get_max_bytes() if check else get_max_film_bytes()  # the own check knows what is no film


def get_max_bytes() -> int:
    """Return how large a file of a course may be."""
    return get_system_settings().material_max_mb * MEGABYTE


def get_max_film_bytes() -> int:
    """Return how large a film of a course may be."""
    return max(get_max_bytes(), get_system_settings().video_max_mb * MEGABYTE)


class FileCheck:
    """Checks a file as a material is checked, and keeps the length of a recording."""

    duration_ms: int | None = None

    def __call__(self, file: IO[bytes]) -> str:
        """Return the content type."""
        content_type = check_size_and_get_content_type(file)
        self.duration_ms = _read_length(file, content_type)
        return content_type


def _read_stored_length(stored: StoredFile) -> int | None:
    """Return how long a stored recording is; None for other files, which are not opened."""
    if not stored.content_type.startswith("audio/"):
        return None
    try:
        with open_stored_file(stored) as opened:
            return _read_length(opened, stored.content_type)
    except FileNotFoundError as error:
        raise NotFound() from error
    except InvalidValue as error:
        raise UnsupportedMedia(error.message, fields={"media": [error.message]}) from error


def _read_length(file: IO[bytes], content_type: str) -> int | None:
    """Return how long a recording is, in milliseconds; None for other files."""
    if not content_type.startswith("audio/"):
        return None
    file.seek(0)
    return read_audio_length(file.read())


def create_course_file(
    *, actor: User, course: Course, stored: StoredFile, title: str = "", kind: str = "", duration_ms: int | None = None
) -> CourseFile:
    """Add a stored file to a course, in a unit of work. `kind`: empty for what follows from its content type. Raise
    Conflict when the course has MAX_FILES.
    """
    if CourseFile.objects.filter(course=course).count() >= MAX_FILES:
        raise Conflict(_("A course has at most %(count)d files.") % {"count": MAX_FILES})
    named = title or PurePath(stored.original_name).stem.strip() or stored.content_type.rpartition("/")[2]
    if not kind:
        kind = get_resource_kind(stored.content_type)
        prepare_film(stored)
    file = CourseFile(course=course, file=stored, title=named[:200], kind=kind, duration_ms=duration_ms, added_by=actor)
    file.save(force_insert=True)
    write_audit_log(actor, "learning.add_file", file, {"title": (None, named)})
    return file
