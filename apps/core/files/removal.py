"""Remove files that are not used: stored files without references, expired uploads, bytes without a row.

Each removal checks again under the row's lock and deletes the row before the bytes. Bytes without a row are found by
the next run; a row without bytes would be data loss.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

import structlog
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import CASCADE, Exists, OuterRef, QuerySet

from apps.core.files.direct_access import get_store_with_direct_access
from apps.core.models import StoredFile, Upload

log = structlog.get_logger(__name__)

FOLDERS = (
    "archive", "audio", "certificate", "course_package", "film_copy", "homework", "image", "material", "question_file",
    "ready", "report_card", "table",
)  # fmt: skip
"""Folders of the store that the platform writes to. Other folders are not touched."""
MIN_REMOVABLE = 20
BATCH_SIZE = 500


def remove_unused_files(*, before: datetime) -> int:
    """Delete stored files (row and bytes) created before that time that no row refers to; return how many.

    Such files stay when a request was refused after its upload was stored, or when a file was replaced.
    """
    unused = _filter_unused().filter(created_at__lt=before)
    count = 0
    for key in list(unused.values_list("pk", flat=True)):
        with transaction.atomic():
            StoredFile.objects.select_for_update().filter(pk=key).first()
            if (stored := unused.filter(pk=key).first()) is None:
                continue
            stored.delete()
        default_storage.delete(stored.path)
        count += 1
    return count


def remove_expired_uploads(*, now: datetime) -> int:
    """Delete expired uploads, and their bytes unless a stored file uses them; return how many.

    An upload that is being written or finished now is left for the next run.
    """
    count = 0
    for key in list(Upload.objects.filter(expires_at__lt=now).values_list("pk", flat=True)):
        with transaction.atomic():
            if (upload := lock_expired_upload(key, now)) is None:
                continue
            is_used = StoredFile.objects.filter(path=upload.key).exists()
            upload.delete()
        if not is_used:
            default_storage.delete(upload.key)
        count += 1
    return count


def lock_expired_upload(key: UUID, now: datetime) -> Upload | None:
    """Return the expired upload, locked until the commit, or None when it is in use or not expired."""
    return Upload.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=key, expires_at__lt=now).first()


def remove_files_without_row(*, before: datetime) -> int:
    """Delete files in our folders that no row knows and that are older than `before`; return how many.

    When fewer than half of the files are known, the store belongs to another database (or to one before a restore):
    nothing is deleted, and an error is logged.
    """
    known_count, unknown = 0, []
    for folder in FOLDERS:
        walk = _walk_folder(folder)
        while paths := list(islice(walk, BATCH_SIZE)):
            known_paths = _filter_known_paths(paths)
            known_count += len(known_paths)
            unknown += [path for path in paths if path not in known_paths]
    old = [path for path in unknown if _is_written_before(path, before)]
    if len(old) > max(MIN_REMOVABLE, known_count):
        message = "the store holds more files that are not ours than files that are"
        log.error(message, strays=len(old), known=known_count)
        return 0
    removed = [path for path in old if not _filter_known_paths([path])]
    for path in removed:
        default_storage.delete(path)
    store = get_store_with_direct_access()
    return len(removed) + (store.abort_unfinished_uploads(FOLDERS, before=before) if store else 0)


def _filter_unused() -> QuerySet[StoredFile]:
    """Return files that no row refers to; rows that are deleted with the file do not count."""
    unused = StoredFile.objects.all()
    for field in StoredFile._meta.get_fields(include_hidden=True):
        if (field.one_to_many or field.one_to_one) and field.on_delete is not CASCADE:  # type: ignore[union-attr]
            users = field.related_model._default_manager.filter(**{field.field.name: OuterRef("pk")})  # type: ignore[union-attr]
            unused = unused.exclude(Exists(users))
    return unused


def _filter_known_paths(paths: list[str]) -> set[str]:
    stored = StoredFile.objects.filter(path__in=paths).values_list("path", flat=True)
    return {*stored, *Upload.objects.filter(key__in=paths).values_list("key", flat=True)}


def _is_written_before(path: str, moment: datetime) -> bool:
    """Return whether the file exists and is older; a file that was deleted meanwhile is not unknown."""
    try:
        return default_storage.get_modified_time(path) < moment
    except FileNotFoundError:
        return False


def _walk_folder(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}"
    for name in sorted(folders):
        yield from _walk_folder(f"{folder}/{name}")
