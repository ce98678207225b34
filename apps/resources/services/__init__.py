"""Writes about materials: putting files on lessons and courses, handing them out, keeping the library."""

from apps.resources.services.library import change_media, empty_library
from apps.resources.services.materials import (
    Place,
    add_sent,
    add_uploaded,
    archive_resource,
    begin_upload,
    change_resource,
    hand_out,
    replace_reused,
    replace_uploaded,
    reuse,
)

__all__ = [
    "Place",
    "add_sent",
    "add_uploaded",
    "archive_resource",
    "begin_upload",
    "change_media",
    "change_resource",
    "empty_library",
    "hand_out",
    "replace_reused",
    "replace_uploaded",
    "reuse",
]
