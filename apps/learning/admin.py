"""Read-only admin pages of online courses and enrolments."""

from apps.core.admin_pages import register_read_only_page
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

register_read_only_page(Enrollment, "user course source state starts_at until progress")
register_read_only_page(InvitationLink, "course max_uses expires_at revoked_at by created_at")
register_read_only_page(CourseContent, "course is_sequential weight revision published updated_at")
register_read_only_page(Module, "title course position deleted_at created_at")
register_read_only_page(CourseLesson, "title course module position is_preview revision saved_by deleted_at")
register_read_only_page(LessonVersion, "lesson number created_at")
register_read_only_page(CourseVersion, "course number published_by created_at")
register_read_only_page(CourseFile, "title course kind duration_ms added_by created_at", list_filter=("kind",))
register_read_only_page(LessonProgress, "user lesson completed_at seconds updated_at")
register_read_only_page(BlockProgress, "user lesson block granted_ms length_ms updated_at")
register_read_only_page(LessonView, "lesson user day")
register_read_only_page(CourseReview, "course user rating answered_at hidden_at created_at", list_filter=("rating",))
register_read_only_page(ReviewReport, "review user reason created_at")
