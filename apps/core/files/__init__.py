"""Stored files: taken in, opened again, linked to, removed when nobody points to them."""

from apps.core.files.links import (
    DOWNLOAD_SECONDS,
    LINK_SECONDS,
    download_by_link,
    download_link,
    file_by_link,
    signed_link,
)
from apps.core.files.removal import remove_expired_uploads, remove_strays, remove_unused
from apps.core.files.scratch import scratch_folder
from apps.core.files.stored import (
    COPIED_AT_ONCE,
    ERASED,
    display_name,
    erase_content,
    flush_folder,
    open_file,
    read_image,
    sha256_of,
    store_archive,
    store_image,
    store_upload,
)

__all__ = [
    "COPIED_AT_ONCE",
    "DOWNLOAD_SECONDS",
    "ERASED",
    "LINK_SECONDS",
    "display_name",
    "download_by_link",
    "download_link",
    "erase_content",
    "file_by_link",
    "flush_folder",
    "open_file",
    "read_image",
    "remove_expired_uploads",
    "remove_strays",
    "remove_unused",
    "scratch_folder",
    "sha256_of",
    "signed_link",
    "store_archive",
    "store_image",
    "store_upload",
]
