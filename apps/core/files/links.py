"""Links to stored files: signed by us, or by an S3 store that hands the bytes out itself."""

from typing import Any

from django.core import signing
from django.utils.http import content_disposition_header

from apps.core.errors import NotFound
from apps.core.files.direct_access import get_direct_store
from apps.core.models import StoredFile

LINK_SECONDS = 3600
DOWNLOAD_SECONDS = 300


def create_signed_link(stored: StoredFile) -> str:
    """A name for the file that its bearer may open for `LINK_SECONDS`; it cannot be guessed or made from the id."""
    return _get_link_signer().sign(stored.pk.hex)


def get_file_by_link(link: str) -> StoredFile:
    """The file of a link that `create_signed_link` gave out; NotFound for any other, an old one or a removed file."""
    try:
        key = _get_link_signer().unsign(link, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise NotFound() from error
    return _get_stored_file(key)


def download_link(stored: StoredFile, *, name: str) -> str:
    """Where the bearer may load the file for `DOWNLOAD_SECONDS`, to be saved under `name`.

    A path from the server's root, or for an S3 store its own address.
    """
    store = get_direct_store()
    if store is None:
        return f"/api/v1/files/{_get_download_signer().sign_object([stored.pk.hex, name])}/"
    return store.download_address(
        stored.path,
        content_type=stored.content_type,
        disposition=content_disposition_header(as_attachment=True, filename=name) or "attachment",
        seconds=DOWNLOAD_SECONDS,
    )


def get_download_by_link(link: str) -> tuple[StoredFile, str]:
    """The file and its name by the last part of a `download_link`; NotFound for any other or an old one."""
    try:
        found: Any = _get_download_signer().unsign_object(link, max_age=DOWNLOAD_SECONDS)
        key, name = found
    except (signing.BadSignature, ValueError) as error:
        raise NotFound() from error
    return _get_stored_file(key), name


def _get_stored_file(key: str) -> StoredFile:
    stored = StoredFile.objects.filter(pk=key).first()
    if stored is None:
        raise NotFound()
    return stored


def _get_link_signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(sep=".", salt="apps.core.files.link")


def _get_download_signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(sep=".", salt="apps.core.files.download")
