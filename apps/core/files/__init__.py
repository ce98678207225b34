"""Stored files: store, open, link and remove them."""

from apps.core.files.links import (
    DOWNLOAD_SECONDS,
    LINK_SECONDS,
    create_file_download_link,
    create_signed_link,
    get_download_by_link,
    get_file_by_link,
)
from apps.core.files.removal import remove_expired_uploads, remove_unknown_files, remove_unused_files
from apps.core.files.scratch import get_scratch_folder
from apps.core.files.stored import (
    CHUNK_BYTES,
    ERASED_FOLDER,
    clean_file_name,
    compute_sha256,
    erase_stored_file,
    fsync_folder,
    open_stored_file,
    read_uploaded_image,
    store_archive,
    store_image,
    store_upload,
)
