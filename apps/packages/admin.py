"""Read-only admin pages of interactive packages."""

from apps.core.admin_pages import register_read_only_page
from apps.packages.models import LearnerPackage, Package

register_read_only_page(
    Package, "file kind state refusal files bytes created_at", search_fields=("file__original_name",)
)
register_read_only_page(LearnerPackage, "user lesson is_draft score completed_at updated_at", exclude=("token",))
