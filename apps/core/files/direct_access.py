"""Stores that clients upload to and download from directly (S3). The folder store is not one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, cast

from django.core.files.storage import default_storage


@dataclass(frozen=True)
class DirectUpload:
    """How to upload directly. POST: a form with `fields` and, last, the `file`. PUT: the bytes, with `headers`."""

    method: str
    url: str
    fields: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


class DirectStore(Protocol):
    """What an S3 store offers beside Django's storage API. All methods raise Unavailable while it is down."""

    def upload_form(self, key: str, *, size: int, seconds: int) -> DirectUpload:
        """Return how to upload exactly `size` bytes to `key`, valid for `seconds`."""

    def download_address(self, path: str, *, content_type: str, disposition: str, seconds: int) -> str:
        """Return a URL of the file, valid for `seconds`, that answers with these headers."""

    def get_object_size(self, key: str) -> int | None:
        """Return the number of bytes stored at `key`, or None."""

    def copy(self, key: str, path: str) -> None:
        """Copy an object within the store."""

    def abort_unfinished_uploads(self, folders: Iterable[str], *, before: datetime) -> int:
        """Abort unfinished multipart uploads into these folders; return how many."""


def get_store_with_direct_access() -> DirectStore | None:
    """Return the current store if it allows direct access, else None."""
    return cast(DirectStore, default_storage) if hasattr(default_storage, "upload_form") else None
