"""Voice notes: uploaded first, then named by a message."""

from typing import TYPE_CHECKING

from apps.accounts.models import User
from apps.core.files.stored import store_upload
from apps.core.models import StoredFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MAX_VOICE_BYTES = 5 * 1024 * 1024


def store_voice_note(*, author: User, upload: "UploadedFile[bytes]") -> StoredFile:
    """Store a voice note for a later message, outside of a transaction; raise what `store_upload` raises. The next
    clean-up deletes one that no message uses.
    """
    return store_upload(owner=author, upload=upload, kind="audio", max_bytes=MAX_VOICE_BYTES)
