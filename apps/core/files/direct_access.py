"""Stores that take and give bytes without us in between: S3. The folder store is not one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, cast

from django.core.files.storage import default_storage


@dataclass(frozen=True)
class DirectUpload:
    """POST: a form with `fields` and last the file as `file`. PUT: the bytes, with `headers`."""

    method: str
    url: str
    fields: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


class DirectStore(Protocol):
    """What an S3 store can do beside Django's storage API. Each raises Unavailable while the store is away."""

    def upload_form(self, key: str, *, size: int, seconds: int) -> DirectUpload:
        """A way for exactly `size` bytes, to `key` alone, for `seconds`."""
        ...

    def download_address(self, path: str, *, content_type: str, disposition: str, seconds: int) -> str:
        """Where the file may be loaded for `seconds`, with these headers."""
        ...

    def arrived(self, key: str) -> int | None:
        """How many bytes lie at `key`; None when nothing does."""
        ...

    def copy(self, key: str, path: str) -> None:
        """Copy within the store."""
        ...

    def drop_unfinished(self, folders: Iterable[str], *, before: datetime) -> int:
        """Forget parts of uploads into these folders that nobody ended; how many uploads."""
        ...


def get_direct_store() -> DirectStore | None:
    """The store in use, when it is one of these."""
    return cast(DirectStore, default_storage) if hasattr(default_storage, "upload_form") else None
