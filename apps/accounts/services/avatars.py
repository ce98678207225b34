"""Avatars of users."""

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import images, minors, queries
from apps.accounts.models import ConsentKind, User
from apps.core.errors import Conflict, ErrorCode
from apps.core.files.stored import read_uploaded_image, store_image
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

MAX_BYTES = 10 * 1024 * 1024


def set_avatar(*, user: User, upload: "UploadedFile[bytes]") -> StoredFile:
    """Set the user's avatar to a small, upright copy of the picture without metadata.

    The uploaded bytes are not stored. Do not call it in a transaction. Raise Conflict (`consent_missing`) for a minor
    whose guardians did not allow photos, and what `read_image` and `images.make_small_webp` raise.
    """
    _check_consent(user)
    picture = images.make_small_webp(read_uploaded_image(upload=upload, max_bytes=MAX_BYTES))
    stored = store_image(owner=user, data=picture)
    _change_avatar(user, stored, actor=user)
    return stored


def remove_avatar(*, user: User, actor: User | None = None) -> None:
    """Remove the avatar; its file is deleted by the next clean-up."""
    _change_avatar(user, None, actor=actor or user)


def _check_consent(user: User) -> None:
    if minors.is_minor(user) and not queries.has_consented(user, ConsentKind.PHOTO):
        raise Conflict(_("Your parents have not allowed pictures yet."), code=ErrorCode.CONSENT_MISSING)


def _change_avatar(user: User, stored: StoredFile | None, *, actor: User) -> None:
    with unit_of_work():
        old = User.objects.select_for_update(no_key=True).values_list("avatar_id", flat=True).get(pk=user.pk)
        if stored is not None:
            _check_consent(user)
        new = stored.pk if stored else None
        if old == new:
            return
        User.objects.filter(pk=user.pk).update(avatar=stored, updated_at=timezone.now())
        write_audit_log(actor, "accounts.set_avatar", user, {"avatar": (old, new)})
