"""Writes of materials, downloads and the media library."""

from apps.resources.services.library import change_media, delete_old_archived_media
from apps.resources.services.materials import (
    MaterialTarget,
    add_library_file,
    add_link,
    add_request_file,
    add_uploaded_file,
    archive_resource,
    begin_upload,
    change_resource,
    record_download_and_create_link,
    record_view,
    replace_with_library_file,
    replace_with_link,
    replace_with_upload,
)
