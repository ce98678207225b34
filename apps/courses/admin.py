"""Courses, groups and memberships in Django's admin, to look at: what writes them sets other things in motion."""

from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.courses.models import Course, Group, Membership


@admin.register(Course)
class CourseAdmin(ReadOnlyAdmin):
    list_display = ("slug", "language", "level", "status", "created_at")
    list_filter = ("status", "language", "level")
    search_fields = ("slug", "folded")
    ordering = ("slug",)


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    list_display = ("name", "branch", "course", "lead_teacher", "status")
    list_filter = ("status", "branch")
    list_select_related = ("branch", "course", "lead_teacher")
    search_fields = ("name", "folded")
    ordering = ("name",)


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("student", "group", "status", "joined_on", "left_on")
    list_filter = ("status",)
    list_select_related = ("student", "group")
    search_fields = ("student__first_name", "student__last_name", "group__name")
    ordering = ("-id",)
