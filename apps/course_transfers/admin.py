"""Read-only admin pages of course packages."""

from apps.core.admin_pages import register_read_only_page
from apps.course_transfers.models import CourseExport, CourseImport

register_read_only_page(CourseExport, "course format source state by created_at expires_at")
register_read_only_page(CourseImport, "name format state course by created_at")
