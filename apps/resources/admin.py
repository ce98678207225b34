"""Read-only admin pages of materials."""

from apps.core.admin_pages import register_read_only_page
from apps.resources.models import Download, LessonResource, MediaFile

register_read_only_page(MediaFile, "title kind file url added_by archived_at created_at")
register_read_only_page(LessonResource, "title lesson course position added_by archived_at created_at")
register_read_only_page(Download, "resource use user created_at")
