"""Files, uploaded before the comment that names them."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.durations import DAY
from apps.core.errors import TooMany
from apps.core.files.stored import store_upload
from apps.core.uow import unit_of_work
from apps.moderation.services.writing import lock_writer
from apps.support.models import TicketFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 10
FILES_A_DAY = 100
MANY = _("You have sent many files today.")


def add_file(*, owner: User, upload: "UploadedFile[bytes]") -> TicketFile:
    """Store a document, picture, sound or film. Not in a transaction.

    Raise TooMany after FILES_A_DAY, and what `store_upload` raises.
    """
    _check_count(owner)
    stored = store_upload(owner=owner, upload=upload, kind="material", max_bytes=MOST_BYTES)
    with unit_of_work():
        lock_writer(owner)
        _check_count(owner)
        return TicketFile.objects.create(owner=owner, file=stored)


def _check_count(owner: User) -> None:
    recent = TicketFile.objects.filter(owner=owner, created_at__gt=timezone.now() - DAY)
    if recent.count() >= FILES_A_DAY:
        raise TooMany(MANY, retry_after=3600, fields={"file": [MANY]})
