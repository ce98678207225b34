"""Read-only admin pages of courses, groups and memberships. Writes go through services, because they have
side effects.
"""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
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


@admin.register(Category)
class CategoryAdmin(ReadOnlyAdmin):
    list_display = ("slug", "position")
    ordering = ("position", "slug")


@admin.register(Level)
class LevelAdmin(ReadOnlyAdmin):
    list_display = ("code", "position", "archived_at")
    ordering = ("position", "code")


@admin.register(Course)
class CourseAdmin(ReadOnlyAdmin):
    list_display = ("slug", "language", "level", "status", "created_at")
    list_filter = ("status", "language", "level")
    search_fields = ("slug", "folded")
    ordering = ("slug",)


@admin.register(CourseThumbnail)
class CourseThumbnailAdmin(ReadOnlyAdmin):
    list_display = ("course", "width", "created_at")
    list_select_related = ("course",)
    ordering = ("course__slug", "width")


@admin.register(CoursePrice)
class CoursePriceAdmin(ReadOnlyAdmin):
    list_display = ("course", "amount", "currency")
    list_filter = ("currency",)
    list_select_related = ("course",)
    ordering = ("course__slug", "currency")


@admin.register(CourseTeacher)
class CourseTeacherAdmin(ReadOnlyAdmin):
    list_display = ("course", "teacher", "kind")
    list_select_related = ("course", "teacher")
    ordering = ("course__slug", "-id")


@admin.register(Placement)
class PlacementAdmin(ReadOnlyAdmin):
    list_display = ("student", "language", "level", "method", "found_on")
    list_filter = ("language", "method")
    list_select_related = ("student", "level")


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    list_display = ("name", "branch", "course", "lead_teacher", "seats_taken", "capacity", "status")
    list_filter = ("status", "branch")
    list_select_related = ("branch", "course", "lead_teacher")
    search_fields = ("name", "folded")
    ordering = ("name",)


@admin.register(LeadChange)
class LeadChangeAdmin(ReadOnlyAdmin):
    list_display = ("group", "former", "teacher", "on", "by")
    list_select_related = ("group", "former", "teacher", "by")


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("student", "group", "status", "joined_on", "leaves_on", "left_on")
    list_filter = ("status",)
    list_select_related = ("student", "group")
    search_fields = ("student__first_name", "student__last_name", "group__name")


@admin.register(MembershipChange)
class MembershipChangeAdmin(ReadOnlyAdmin):
    list_display = ("membership", "kind", "from_status", "to_status", "on", "until", "by")
    list_select_related = ("membership", "by")


@admin.register(Freeze)
class FreezeAdmin(ReadOnlyAdmin):
    list_display = ("membership", "starts_on", "ends_on", "by")
    list_select_related = ("membership", "by")


@admin.register(WaitingEntry)
class WaitingEntryAdmin(ReadOnlyAdmin):
    list_display = ("group", "student", "created_at", "closed_at")
    list_select_related = ("group", "student")


@admin.register(Holiday)
class HolidayAdmin(ReadOnlyAdmin):
    list_display = ("name", "branch", "starts_on", "ends_on")
    list_select_related = ("branch",)
    ordering = ("-starts_on",)


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    list_display = ("kind", "state", "dry_run", "by", "created_at", "finished_at")
    list_filter = ("kind", "state")
    list_select_related = ("by",)


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnlyAdmin):
    list_display = ("belongs_to", "number", "verdict")
    list_filter = ("verdict",)
    list_select_related = ("belongs_to",)


@admin.register(ImportMapping)
class ImportMappingAdmin(ReadOnlyAdmin):
    list_display = ("kind", "columns", "by", "updated_at")
    list_filter = ("kind",)
    list_select_related = ("by",)
