"""Read-only admin pages of courses, groups and memberships. Writes go through services, because they have
side effects.
"""

from apps.core.admin_pages import register_read_only_page
from apps.courses.models import (
    Category,
    Course,
    CoursePrice,
    CourseTeacher,
    CourseThumbnail,
    Freeze,
    Group,
    Holiday,
    Import,
    ImportMapping,
    ImportRow,
    LeadChange,
    Level,
    Membership,
    MembershipChange,
    Placement,
    WaitingEntry,
)

register_read_only_page(Category, "slug position", ordering=("position", "slug"))
register_read_only_page(Level, "code position archived_at", ordering=("position", "code"))
register_read_only_page(
    Course, "slug language level status created_at", list_filter=("status", "language", "level"), ordering=("slug",)
)
register_read_only_page(CourseThumbnail, "course width created_at", ordering=("course__slug", "width"))
register_read_only_page(
    CoursePrice, "course amount currency", list_filter=("currency",), ordering=("course__slug", "currency")
)
register_read_only_page(CourseTeacher, "course teacher kind", ordering=("course__slug", "-id"))
register_read_only_page(Placement, "student language level method found_on", list_filter=("language", "method"))
register_read_only_page(Group, "name branch course lead_teacher seats_taken capacity status", ordering=("name",))
register_read_only_page(LeadChange, "group former teacher on by")
register_read_only_page(Membership, "student group status joined_on leaves_on left_on")
register_read_only_page(MembershipChange, "membership kind from_status to_status on until by")
register_read_only_page(Freeze, "membership starts_on ends_on by")
register_read_only_page(WaitingEntry, "group student created_at closed_at")
register_read_only_page(Holiday, "name branch starts_on ends_on", ordering=("-starts_on",))
register_read_only_page(Import, "kind state dry_run by created_at finished_at")
register_read_only_page(ImportRow, "belongs_to number verdict")
register_read_only_page(ImportMapping, "kind columns by updated_at")
