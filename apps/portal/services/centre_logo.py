"""The centre's logo."""

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from apps.accounts.images import make_small_webp
from apps.accounts.models import User
from apps.core.files.stored import read_uploaded_image, store_image
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.settings.models import SystemSettings
from apps.settings.services import write_audit_log

MAX_BYTES = 10 * 1024 * 1024


def set_centre_logo(*, actor: User, upload: "UploadedFile[bytes]") -> StoredFile:
    """Set the logo to a small copy of the picture without metadata. The file has no owner, so it stays when its sender
    is erased. Do not call it in a transaction.

    Raise what `read_uploaded_image` and `make_small_webp` raise; then nothing changes.
    """
    picture = make_small_webp(read_uploaded_image(upload=upload, max_bytes=MAX_BYTES))
    stored = store_image(owner=None, data=picture)
    _change_logo(stored, actor=actor)
    return stored


def remove_centre_logo(*, actor: User) -> None:
    """Remove the logo; its file is deleted by the next clean-up."""
    _change_logo(None, actor=actor)


def _change_logo(stored: StoredFile | None, *, actor: User) -> None:
    with unit_of_work():
        row = SystemSettings.objects.select_for_update(of=("self",)).get(pk=1)
        old, new = row.logo_id, stored.pk if stored else None
        if old == new:
            return
        SystemSettings.objects.filter(pk=1).update(logo=stored, updated_at=timezone.now())
        write_audit_log(actor, "settings.set_logo", row, {"logo": (old, new)})
