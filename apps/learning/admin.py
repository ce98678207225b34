"""Read-only admin pages of online courses and enrolments."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.learning.models import (
    BlockProgress,
    CourseContent,
    CourseFile,
    CourseLesson,
    CourseReview,
    CourseVersion,
    Enrollment,
    InvitationLink,
    LessonProgress,
    LessonVersion,
    LessonView,
    Module,
    ReviewReport,
)


@admin.register(Enrollment)
class EnrollmentAdmin(ReadOnlyAdmin):
    list_display = ("user", "course", "source", "state", "starts_at", "until", "progress")
    list_filter = ("source", "state")
    list_select_related = ("user", "course")
    search_fields = ("user__first_name", "user__last_name", "course__slug")


@admin.register(InvitationLink)
class InvitationLinkAdmin(ReadOnlyAdmin):
    list_display = ("course", "max_uses", "expires_at", "revoked_at", "by", "created_at")
    list_select_related = ("course", "by")
    search_fields = ("course__slug", "note")


@admin.register(CourseContent)
class CourseContentAdmin(ReadOnlyAdmin):
    list_display = ("course", "is_sequential", "weight", "revision", "published", "updated_at")
    list_select_related = ("course", "published")
    search_fields = ("course__slug",)


@admin.register(Module)
class ModuleAdmin(ReadOnlyAdmin):
    list_display = ("title", "course", "position", "deleted_at", "created_at")
    list_select_related = ("course",)
    search_fields = ("title", "course__slug")


@admin.register(CourseLesson)
class CourseLessonAdmin(ReadOnlyAdmin):
    list_display = ("title", "course", "module", "position", "is_preview", "revision", "saved_by", "deleted_at")
    list_filter = ("is_preview",)
    list_select_related = ("course", "module", "saved_by")
    search_fields = ("title", "course__slug")


@admin.register(LessonVersion)
class LessonVersionAdmin(ReadOnlyAdmin):
    list_display = ("lesson", "number", "created_at")
    list_select_related = ("lesson",)
    search_fields = ("lesson__title",)


@admin.register(CourseVersion)
class CourseVersionAdmin(ReadOnlyAdmin):
    list_display = ("course", "number", "published_by", "created_at")
    list_select_related = ("course", "published_by")
    search_fields = ("course__slug",)


@admin.register(CourseFile)
class CourseFileAdmin(ReadOnlyAdmin):
    list_display = ("title", "course", "kind", "duration_ms", "added_by", "created_at")
    list_filter = ("kind",)
    list_select_related = ("course", "added_by")
    search_fields = ("title", "course__slug")


@admin.register(LessonProgress)
class LessonProgressAdmin(ReadOnlyAdmin):
    list_display = ("user", "lesson", "completed_at", "seconds", "updated_at")
    list_select_related = ("user", "lesson")
    search_fields = ("user__first_name", "user__last_name", "lesson__title")


@admin.register(BlockProgress)
class BlockProgressAdmin(ReadOnlyAdmin):
    list_display = ("user", "lesson", "block", "granted_ms", "length_ms", "updated_at")
    list_select_related = ("user", "lesson")
    search_fields = ("user__first_name", "user__last_name", "lesson__title")


@admin.register(LessonView)
class LessonViewAdmin(ReadOnlyAdmin):
    list_display = ("lesson", "user", "day")
    list_select_related = ("user", "lesson")
    search_fields = ("lesson__title",)


@admin.register(CourseReview)
class CourseReviewAdmin(ReadOnlyAdmin):
    list_display = ("course", "user", "rating", "answered_at", "hidden_at", "created_at")
    list_filter = ("rating",)
    list_select_related = ("course", "user")
    search_fields = ("user__first_name", "user__last_name", "course__slug")


@admin.register(ReviewReport)
class ReviewReportAdmin(ReadOnlyAdmin):
    list_display = ("review", "user", "reason", "created_at")
    list_select_related = ("review", "user")
    search_fields = ("user__first_name", "user__last_name")
