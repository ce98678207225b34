"""Store uploads: check the type by content, store under a generated name with a hash, open and erase."""

import errno
import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal, cast
from uuid import UUID

import structlog
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core import validators
from apps.core.errors import Invalid, TooLarge, Unavailable, UnsupportedMedia
from apps.core.file_types import MATERIAL_TYPES, detect_material_type
from apps.core.files.direct_access import get_store_with_direct_access
from apps.core.ids import uuid7
from apps.core.models import StoredFile
from apps.core.tables.reader import CSV_TYPE, detect_table_type

log = structlog.get_logger(__name__)

Kind = Literal["audio", "material", "table"]
MAIL_TYPE = "message/rfc822"
FILE_EXTENSIONS = (
    MATERIAL_TYPES | validators.AUDIO_TYPES | {CSV_TYPE: "csv", "application/zip": "zip", MAIL_TYPE: "eml"}
)
ContentCheck = Callable[[IO[bytes]], str]
"""Checks the bytes and returns their content type. It raises InvalidValue, Invalid, TooLarge or UnsupportedMedia to
refuse them for good.
"""
CHECKS: dict[Kind, ContentCheck] = {
    "audio": lambda opened: validators.detect_audio_type(opened.read(16)),
    "material": detect_material_type,
    "table": detect_table_type,
}
CHUNK_BYTES = 1024 * 1024
NAME_LENGTH = 200
ERASED_FOLDER = "erased"
"""A folder that does not exist, in the paths of erased files."""


def compute_sha256(content: "File[Any]") -> str:
    """Return the SHA-256 of a file, hexadecimal. The file is at its start afterwards."""
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256")
    content.seek(0)
    return digest.hexdigest()


def store_upload(
    *, owner: Any, upload: "UploadedFile[bytes]", kind: Kind, max_bytes: int, check: ContentCheck | None = None
) -> StoredFile:
    """Check an upload, write it to the store and return its row.

    `check` replaces the check of `kind`: it returns the content type or raises InvalidValue. `owner` is a user or None.
    Call it before the unit of work that uses the row, never inside; an unused row is removed by `remove_unused_files`.

    Raise Invalid on "file" when it is empty, TooLarge over `max_bytes`, UnsupportedMedia for a type that is not
    accepted, Unavailable when the store cannot be written. Nothing is stored then.
    """
    check_upload_size(upload, max_bytes)
    content_type = _detect_type(upload, check or CHECKS[kind])
    return _store(kind, upload, content_type, owner=owner, original_name=clean_file_name(upload.name or ""))


def read_uploaded_image(*, upload: "UploadedFile[bytes]", max_bytes: int) -> bytes:
    """Return the bytes of an uploaded picture, not yet verified; nothing is stored.

    Raise Invalid on "file" when it is empty, TooLarge over `max_bytes`, UnsupportedMedia when its first bytes are of no
    accepted type.
    """
    check_upload_size(upload, max_bytes)
    _detect_type(upload, lambda opened: validators.detect_image_type(opened.read(16)))
    data: bytes = upload.read()
    return data


def store_image(*, owner: Any, data: bytes) -> StoredFile:
    """Write a WebP that the platform made to the store and return its row. Do not call it in a transaction."""
    return _store("image", ContentFile(data), "image/webp", owner=owner)


def store_archive(*, owner: Any, content: IO[bytes]) -> StoredFile:
    """Write a ZIP that the platform made to the store and return its row. Do not call it in a transaction."""
    return _store("archive", File(content), "application/zip", owner=owner)


def store_document(*, owner: Any, data: bytes, content_type: str) -> StoredFile:
    """Write a text, table or ZIP that the platform made to the store and return its row. Do not call it in a
    transaction.
    """
    return _store("table", ContentFile(data), content_type, owner=owner)


def store_table(*, owner: Any, content: IO[bytes], content_type: str) -> StoredFile:
    """Write a table or PDF that the platform made, of any size, to the store and return its row. Do not call it in a
    transaction.
    """
    return _store("table", File(content), content_type, owner=owner)


def store_certificate(*, owner: Any, data: bytes) -> StoredFile:
    """Write the PDF of a certificate to the store and return its row. Do not call it in a transaction."""
    return _store("certificate", ContentFile(data), "application/pdf", owner=owner)


def store_report_card(*, owner: Any, data: bytes) -> StoredFile:
    """Write the PDF of a report card to the store and return its row. Do not call it in a transaction."""
    return _store("report_card", ContentFile(data), "application/pdf", owner=owner)


def store_mail(*, data: bytes, name: str) -> StoredFile:
    """Write an e-mail as it came to the store and return its row. Do not call it in a transaction."""
    return _store("material", ContentFile(data), MAIL_TYPE, owner=None, original_name=name)


def store_film_copy(*, owner: Any, content: IO[bytes]) -> StoredFile:
    """Write an MP4 that the platform made to the store and return its row. Do not call it in a transaction."""
    return _store("film_copy", File(content), "video/mp4", owner=owner)


def replace_stored_content(stored: StoredFile, *, content: IO[bytes], content_type: str) -> bool:
    """Give a stored file other bytes. Its id and owner stay, so what refers to it has the new bytes from then on.

    Return False, with nothing stored, when the row is gone or its bytes were replaced or erased meanwhile. The next
    clean-up deletes the old bytes, which no row knows any more. Do not call it in a transaction. Raise Unavailable when
    the store cannot be written.
    """
    folder, name = PurePosixPath(stored.path).parts[0], stored.original_name
    written = _write(folder, uuid7(), File(content), content_type)
    if name:
        written["original_name"] = f"{PurePosixPath(name).stem}.{FILE_EXTENSIONS[content_type]}"[-NAME_LENGTH:]
    is_replaced = False
    try:
        same = StoredFile.objects.filter(pk=stored.pk, path=stored.path)
        is_replaced = bool(same.update(**written, updated_at=timezone.now()))
    finally:
        if not is_replaced:
            default_storage.delete(written["path"])
    return is_replaced


def erase_stored_file(stored: StoredFile) -> None:
    """Delete the bytes and the row. A row that is still referred to stays without name, size and hash.

    Do not call it in a transaction. It may be called twice.
    """
    now = StoredFile.objects.filter(pk=stored.pk).values_list("path", flat=True).first()
    for path in {stored.path, now or stored.path}:
        default_storage.delete(path)
    try:
        stored.delete()
    except ProtectedError:
        erased = {"path": f"{ERASED_FOLDER}/{stored.pk}", "sha256": "", "size": 0, "original_name": ""}
        StoredFile.objects.filter(pk=stored.pk).update(**erased)


def fsync_stored_file(path: str, *, size: int) -> None:
    """Wait until a file of the folder store and its name are on disk, safe from a power cut.

    Raise OSError when its size is not `size`.
    """
    file, root = Path(default_storage.path(path)), Path(default_storage.path(""))
    with file.open("rb") as opened:
        if os.fstat(opened.fileno()).st_size != size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
        os.fsync(opened.fileno())
    for folder in file.parents:
        fsync_folder(folder)
        if folder == root:
            break


def log_and_build_store_error(error: OSError) -> Unavailable:
    """Log why the store cannot be written, and return the error for the client."""
    log.error("the store takes nothing", reason=error.strerror or type(error).__name__)
    return Unavailable(retry_after=30)


def fsync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk. File systems that cannot do this (CIFS, FUSE) are ignored."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
            raise
    finally:
        os.close(handle)


def _store(folder: str, content: "File[Any]", content_type: str, **values: Any) -> StoredFile:
    """Write checked bytes to the store and return their row; without the row no bytes stay."""
    key = uuid7()
    written = _write(folder, key, content, content_type)
    try:
        return StoredFile.objects.create(id=key, **written, **values)
    except BaseException:
        default_storage.delete(written["path"])
        raise


def _write(folder: str, key: UUID, content: "File[Any]", content_type: str) -> dict[str, Any]:
    """Write bytes to the store and return what their row has of them."""
    sha256, size = compute_sha256(content), content.size or 0
    path = _save_file(f"{folder}/{sha256[:2]}/{key}.{FILE_EXTENSIONS[content_type]}", content, size=size)
    return {"path": path, "sha256": sha256, "size": size, "content_type": content_type}


def _save_file(wanted_path: str, content: "File[Any]", *, size: int) -> str:
    """Write to the store and return the path. Raise Unavailable when it cannot be written; no part stays then."""
    if get_store_with_direct_access() is not None:
        return default_storage.save(wanted_path, content)
    try:
        path = default_storage.save(wanted_path, content)
        fsync_stored_file(path, size=size)
    except BaseException as error:
        with suppress(OSError):
            default_storage.delete(wanted_path)
        if isinstance(error, OSError):
            raise log_and_build_store_error(error) from error
        raise
    return path


def check_upload_size(upload: "UploadedFile[bytes]", max_bytes: int) -> None:
    """Raise Invalid for an empty file, TooLarge for more than `max_bytes`."""
    if not upload.size:
        raise Invalid.field("file", _("The file is empty."))
    if upload.size > max_bytes:
        raise TooLarge(_("The file is larger than %(count)d MB.") % {"count": max_bytes // 1024 // 1024})


def _detect_type(upload: "UploadedFile[bytes]", check: ContentCheck) -> str:
    upload.seek(0)
    try:
        return check(cast(IO[bytes], upload))
    except validators.InvalidValue as error:
        raise UnsupportedMedia(error.message, fields={"file": [error.message]}) from error
    finally:
        upload.seek(0)


def clean_file_name(name: str) -> str:
    """Return the file name without folders and control characters, at most 200 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[-NAME_LENGTH:]


def open_stored_file(stored: StoredFile) -> IO[bytes]:
    """Open the stored bytes for reading. Raise FileNotFoundError when the store has lost them."""
    return default_storage.open(stored.path, "rb")
