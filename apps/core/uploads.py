"""Large uploads: started, received in parts, finished.

`start_upload` announces the size and returns where to send the bytes: to the server with a token (folder store) or
directly to the bucket (S3). `receive_part` takes a part for the folder store. `finish_upload` checks the bytes and
creates the stored file in the transaction that uses it. `cancel_upload` deletes an upload.
"""

import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import structlog
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict, DomainError, Invalid, NotFound, TooLarge, TooMany, Unavailable, UnsupportedMedia
from apps.core.files.direct_access import DirectUpload, get_store_with_direct_access
from apps.core.files.stored import (
    CHUNK_BYTES,
    ContentCheck,
    clean_file_name,
    fsync_stored_file,
    log_and_build_store_error,
)
from apps.core.ids import uuid7
from apps.core.lookups import get_or_not_found
from apps.core.models import StoredFile, Upload
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue

log = structlog.get_logger(__name__)
T = TypeVar("T")

UPLOAD_LIFETIME = timedelta(hours=24)
FORM_SECONDS = 300
FINISH_GRACE = timedelta(minutes=30)
"""How long an S3 upload still counts as open after its form expired; it can be finished until UPLOAD_LIFETIME."""
MAX_OPEN_UPLOADS = 20
PART_BYTES = 8 * 1024 * 1024
SIZE_DIFFERS = _("The size of the file differs from the announced one.")


@dataclass(frozen=True, kw_only=True)
class UploadTarget(DirectUpload):
    """How to send the bytes of an upload.

    `url` is a path from the server's root, or a URL of the S3 store. `piece_bytes`: the size of one part, sent with
    `Content-Range`; None where everything is sent at once.
    """

    upload: Upload
    expires_at: datetime
    piece_bytes: int | None = None


def start_upload(*, owner: Any, purpose: str, name: str, size: int, max_bytes: int, sha256: str = "") -> UploadTarget:
    """Start an upload of `size` bytes; `purpose` is the folder of the store.

    Raise Invalid on "size" for an empty file, TooLarge over `max_bytes`, TooMany when the owner has MAX_OPEN_UPLOADS.
    """
    if size < 1:
        raise Invalid.field("size", _("The file is empty."))
    if size > max_bytes:
        text = _("The file is larger than %(count)d MB.") % {"count": max_bytes // 1024 // 1024}
        raise TooLarge(text, fields={"size": [text]})
    token, now = secrets.token_urlsafe(32), timezone.now()
    with unit_of_work():
        get_user_model()._default_manager.select_for_update(no_key=True).get(pk=owner.pk)
        if list_open_uploads(owner, now=now).count() >= MAX_OPEN_UPLOADS:
            raise TooMany(_("Too many uploads are open. Finish or cancel some of them."), retry_after=600)
        announced = {"name": clean_file_name(name), "size": size, "sha256": sha256}
        place = {"purpose": purpose, "key": _make_path(purpose), "token_sha256": _hash_token(token)}
        upload = Upload.objects.create(owner=owner, expires_at=now + UPLOAD_LIFETIME, **announced, **place)
    return _build_target(upload, token, now)


def list_open_uploads(owner: Any, *, now: datetime | None = None, complete: bool | None = None) -> QuerySet[Upload]:
    """Return the owner's uploads that are neither finished nor expired; with `complete`, those whose bytes have all
    arrived here (or have not).

    S3 uploads count only until FINISH_GRACE after their form expired.
    """
    now = now or timezone.now()
    uploads = Upload.objects.filter(owner=owner, closed_at__isnull=True, expires_at__gt=now)
    if complete is not None:
        uploads = uploads.filter(received=F("size")) if complete else uploads.filter(received__lt=F("size"))
    started = now - timedelta(seconds=FORM_SECONDS) - FINISH_GRACE
    return uploads.filter(created_at__gt=started) if get_store_with_direct_access() else uploads


def cancel_upload(*, owner: Any, upload_id: UUID) -> None:
    """Cancel an upload: its token is void and its bytes are deleted.

    Do not call it in a transaction. Raise NotFound for an upload of another user, or one that is finished or expired.
    It waits for a part that is being written.
    """
    with unit_of_work():
        open_uploads = Upload.objects.filter(owner=owner, closed_at__isnull=True, expires_at__gt=timezone.now())
        upload = get_or_not_found(open_uploads.select_for_update(of=("self",)), upload_id)
        upload.delete()
    _delete_content(upload.key)


def get_upload_by_token(token: str) -> Upload:
    """Return the open upload of this token. Raise NotFound when it is unknown or expired."""
    upload = Upload.objects.filter(token_sha256=_hash_token(token), expires_at__gt=timezone.now()).first()
    if upload is None or get_store_with_direct_access() is not None:
        raise NotFound()
    return upload


def receive_part(*, upload: Upload, start: int, length: int | None, content: Any) -> Upload:
    """Write the next part, which starts at byte `start` and has `length` bytes (None: unknown).

    `content` must be on this machine already because the row is locked meanwhile. `received` counts only bytes that are
    safely on disk; a part that was cut off does not count.

    Raise Conflict when `start` is not the end of the last part, another part is being written, or the upload is
    finished; TooLarge beyond the announced size; Invalid when fewer bytes come than announced.
    """
    with unit_of_work():
        locked = Upload.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=upload.pk).first()
        if locked is None:
            raise Conflict(_("Another part of this upload is being written."), retry_after=1)
        _check_open(locked)
        if start != locked.received:
            text = _("The next part starts at byte %(count)d.") % {"count": locked.received}
            raise Conflict(text, fields={"start": [text]})
        remaining = locked.size - start
        if (length or 0) > remaining:
            raise TooLarge(_("More bytes were sent than announced."))
        written = _write_part(locked.key, start, content, most=remaining)
        if length is not None and written != length:
            raise Invalid.field("file", _("Fewer bytes were sent than announced."))
        locked.received = start + written
        locked.save(update_fields=["received", "updated_at"])
        return locked


def finish_upload(
    *,
    owner: Any,
    upload_id: UUID,
    purpose: str,
    check: ContentCheck,
    use: Callable[[StoredFile], T],
    file_owner: Any = None,
) -> T:
    """Create a stored file (of `file_owner`) from the bytes and pass it to `use`, in one transaction.

    Return the result of `use`. Do not call it in a transaction. Raise NotFound for an upload of another user; Conflict
    when it is finished, incomplete or expired. Bytes that `check` refuses, or whose size or hash differs, are deleted
    for good. When only `use` fails or the store is down, it can be finished again.
    """
    upload = get_or_not_found(Upload.objects.filter(owner=owner, purpose=purpose), upload_id)
    _check_open(upload)
    if upload.expires_at <= timezone.now():
        raise Conflict(_("This upload has expired. Start a new one."))
    path = _fix_content(upload)
    try:
        content_type, sha256 = _check_content(upload, path, check)
        with unit_of_work():
            if (locked := Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()) is None:
                raise Conflict(_("This upload has expired. Start a new one."))
            _check_open(locked)
            content = {"path": path, "sha256": sha256, "size": upload.size, "content_type": content_type}
            stored = StoredFile.objects.create(original_name=upload.name, owner=file_owner, **content)
            Upload.objects.filter(pk=upload.pk).update(closed_at=timezone.now(), file=stored, received=upload.size)
            result = use(stored)
    except DomainError:
        if path != upload.key:
            _delete_content(path)
        raise
    if path != upload.key:
        _delete_content(upload.key)
    return result


def _build_target(upload: Upload, token: str, now: datetime) -> UploadTarget:
    store = get_store_with_direct_access()
    if store is not None:
        form = store.upload_form(upload.key, size=upload.size, seconds=FORM_SECONDS)
        return UploadTarget(**vars(form), upload=upload, expires_at=now + timedelta(seconds=FORM_SECONDS))
    return UploadTarget(
        method="PUT",
        url=f"/api/v1/uploads/{token}/",
        headers={"Content-Type": "application/octet-stream"},
        upload=upload,
        expires_at=upload.expires_at,
        piece_bytes=PART_BYTES,
    )


def _check_open(upload: Upload) -> None:
    if upload.closed_at is not None:
        raise Conflict(_("This upload is already finished."))


def _write_part(key: str, start: int, content: Any, *, most: int) -> int:
    """Write at `start`, wait until it is on disk, and return the number of bytes. Raise TooLarge over `most`."""
    try:
        if not default_storage.exists(key):
            default_storage.save(key, ContentFile(b""))
        with default_storage.open(key, "r+b") as target:
            target.truncate(start)
            target.seek(start)
            written = 0
            while piece := content.read(CHUNK_BYTES):
                written += len(piece)
                if written > most:
                    target.truncate(start)
                    raise TooLarge(_("More bytes were sent than announced."))
                target.write(piece)
        fsync_stored_file(key, size=start + written)
    except OSError as error:
        raise log_and_build_store_error(error) from error
    return written


def _fix_content(upload: Upload) -> str:
    """Return a path where the client can no longer change the bytes.

    The folder store accepts no bytes after the last one, so the path stays. An S3 form can be used again until it
    expires, so the object is copied.
    """
    store = get_store_with_direct_access()
    received = upload.received if store is None else store.get_object_size(upload.key)
    if store is not None and received not in (None, upload.size):
        raise _refuse_upload(upload, Invalid.field("upload", SIZE_DIFFERS))
    if received != upload.size:
        raise Conflict(_("The file has not arrived completely yet."))
    if store is None:
        return upload.key
    path = _make_path(upload.purpose)
    try:
        store.copy(upload.key, path)
    except FileNotFoundError as error:
        raise Conflict(_("The file has not arrived completely yet.")) from error
    return path


def _check_content(upload: Upload, path: str, check: ContentCheck) -> tuple[str, str]:
    """Return the content type and the hash of the bytes. Close the upload when they are refused."""
    try:
        with default_storage.open(path, "rb") as opened:
            if opened.seek(0, os.SEEK_END) != upload.size:
                raise Invalid.field("upload", SIZE_DIFFERS)
            opened.seek(0)
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
            if upload.sha256 and upload.sha256 != sha256:
                raise Invalid.field("sha256", _("The file was changed on the way: its hash differs."))
            return check(opened), sha256
    except InvalidValue as error:
        raise _refuse_upload(upload, UnsupportedMedia(error.message, fields={"upload": [error.message]})) from error
    except (Invalid, TooLarge, UnsupportedMedia) as error:
        _refuse_upload(upload, error)
        raise
    except FileNotFoundError as error:
        raise Conflict(_("The file has not arrived completely yet.")) from error


def _refuse_upload(upload: Upload, error: T) -> T:
    """Close the upload for good, delete its bytes, and return the same error. A finished upload stays."""
    with unit_of_work():
        refused = Upload.objects.filter(pk=upload.pk, closed_at__isnull=True).update(closed_at=timezone.now())
    if refused:
        _delete_content(upload.key)
    return error


def _delete_content(path: str) -> None:
    """Delete bytes without a row. When the store is down, the clean-up deletes them later."""
    try:
        default_storage.delete(path)
    except (Unavailable, OSError) as error:
        log.warning("bytes are left for the clean-up", path=path, reason=type(error).__name__)


def _make_path(folder: str) -> str:
    key = uuid7()
    return f"{folder}/{key.hex[-2:]}/{key}"


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
