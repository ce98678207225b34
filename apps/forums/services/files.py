"""Pictures and voice notes, uploaded before the text that names them."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.images import make_small_webp
from apps.accounts.models import User
from apps.accounts.recording_consent import check_recording_consent
from apps.core.durations import DAY
from apps.core.errors import TooMany
from apps.core.files.stored import read_uploaded_image, store_image, store_upload
from apps.core.uow import unit_of_work
from apps.forums.models import FileKind, ForumFile
from apps.moderation.services.writing import lock_writer

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 10 * 1024 * 1024
MOST_SIDE = 1600
FILES_A_DAY = 100
MANY = _("You have sent many files today.")


def add_file(*, owner: User, kind: str, upload: "UploadedFile[bytes]") -> ForumFile:
    """Store a picture (made anew, without what it says of place and device) or a voice note. Not in a transaction.

    Raise Conflict `consent_missing` for voices of a minor whose guardians have not consented, TooMany after
    FILES_A_DAY, and what `store_upload` and `make_small_webp` raise.
    """
    _check_count(owner)
    if kind == FileKind.PICTURE:
        data = make_small_webp(read_uploaded_image(upload=upload, max_bytes=MOST_BYTES), max_side=MOST_SIDE)
        stored = store_image(owner=owner, data=data)
    else:
        check_recording_consent(owner)
        stored = store_upload(owner=owner, upload=upload, kind="audio", max_bytes=MOST_BYTES)
    with unit_of_work():
        lock_writer(owner)
        _check_count(owner)
        return ForumFile.objects.create(owner=owner, kind=kind, file=stored)


def remove_unused_uploads(*, before: datetime, limit: int) -> int:
    """Remove uploads that no text has taken before a moment, at most `limit`; return how many."""
    with unit_of_work():
        rows = ForumFile.objects.filter(discussion__isnull=True, created_at__lt=before).order_by("created_at")
        ids = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        ForumFile.objects.filter(pk__in=ids, discussion__isnull=True).delete()
        return len(ids)


def _check_count(owner: User) -> None:
    recent = ForumFile.objects.filter(owner=owner, created_at__gt=timezone.now() - DAY)
    if recent.count() >= FILES_A_DAY:
        raise TooMany(MANY, retry_after=3600, fields={"file": [MANY]})
