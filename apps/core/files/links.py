"""Links to stored files, signed by the server or by an S3 store."""

from typing import Any, cast
from uuid import UUID

from django.core import signing
from django.utils.http import content_disposition_header

from apps.core.errors import NotFound
from apps.core.files.direct_access import get_store_with_direct_access
from apps.core.lookups import get_or_not_found
from apps.core.models import StoredFile

LINK_SECONDS = 3600
DOWNLOAD_SECONDS = 300


def build_signed_link(stored: StoredFile) -> str:
    """Return a signed name of the file, valid for LINK_SECONDS. It cannot be guessed or made from the id."""
    return _get_signer("link").sign(stored.pk.hex)


def get_file_by_link(link: str) -> StoredFile:
    """Return the file of a signed link. Raise NotFound when the link is wrong, expired, or the file is gone."""
    try:
        key = UUID(_get_signer("link").unsign(link, max_age=LINK_SECONDS))
    except signing.BadSignature as error:
        raise NotFound() from error
    return get_or_not_found(StoredFile.objects.all(), key)


def build_file_download_link(stored: StoredFile, *, name: str) -> str:
    """Return a download link, valid for DOWNLOAD_SECONDS, that saves the file as `name`.

    It is a path from the server's root, or a URL of the S3 store.
    """
    store = get_store_with_direct_access()
    if store is None:
        return f"/api/v1/files/{_get_signer('download').sign_object([stored.pk.hex, name])}/"
    return store.download_address(
        stored.path,
        content_type=stored.content_type,
        disposition=content_disposition_header(as_attachment=True, filename=name) or "attachment",
        seconds=DOWNLOAD_SECONDS,
    )


def get_file_by_download_link(link: str) -> tuple[StoredFile, str]:
    """Return the file and its name for the last part of a download link. Raise NotFound when the link is wrong or
    expired.
    """
    try:
        key, name = cast(Any, _get_signer("download").unsign_object(link, max_age=DOWNLOAD_SECONDS))
    except (signing.BadSignature, ValueError) as error:
        raise NotFound() from error
    return get_or_not_found(StoredFile.objects.all(), key), name


def _get_signer(kind: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(sep=".", salt=f"apps.core.files.{kind}")
