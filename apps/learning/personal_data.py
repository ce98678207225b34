"""Personal data of enrolments, whose rows stay like the payments for them, and of reviews."""

from uuid import UUID

from apps.core.personal_data import DELETE, KEEP, PersonalData
from apps.learning.models import Enrollment, EnrollmentCause
from apps.learning.queries import OPEN_STATES
from apps.learning.services import end_enrollment
from apps.learning.services.reviews import erase_reviews

PERSONAL_DATA = [
    PersonalData(
        "learning.Enrollment",
        "user",
        KEEP,
        "id created_at course__slug source state cause starts_at until ended_at progress",
        empty={"reason": ""},
    ),
    PersonalData("learning.Enrollment", "by", KEEP, "id created_at course__slug source", own=False),
    PersonalData("learning.InvitationLink", "by", KEEP, "id created_at course__slug", empty={"note": ""}, own=False),
    PersonalData("learning.Enrollment", "link__by", KEEP, own=False),
    PersonalData(
        "learning.LessonProgress",
        "user",
        DELETE,
        "id created_at lesson__title position_ms scrolled_at completed_at seconds",
    ),
    PersonalData(
        "learning.BlockProgress", "user", DELETE, "id created_at lesson__title opened_at granted_ms length_ms"
    ),
    PersonalData("learning.LessonView", "user", DELETE, "id lesson__title day"),
    PersonalData("learning.CourseReview", "user", DELETE, "id created_at course__slug rating text answer"),
    PersonalData("learning.CourseReview", "answered_by", KEEP, "id created_at answer", own=False),
    PersonalData("learning.CourseReview", "hidden_by", KEEP, own=False),
    PersonalData("learning.ReviewReport", "user", DELETE, "id created_at reason"),
    PersonalData("learning.ReviewReport", "review__user", DELETE, own=False),
    PersonalData("learning.CourseContent", "published__published_by", KEEP, own=False),
    PersonalData("learning.Module", "course__course_teachers__teacher", KEEP, own=False),
    PersonalData("learning.LessonVersion", "lesson__saved_by", KEEP, own=False),
    PersonalData(
        "learning.CourseLesson",
        "saved_by",
        KEEP,
        "id created_at course__slug title deleted_at",
        empty={"saved_by": None},
        own=False,
    ),
    PersonalData(
        "learning.CourseVersion",
        "published_by",
        KEEP,
        "id created_at course__slug number",
        empty={"published_by": None},
        own=False,
    ),
    PersonalData(
        "learning.CourseFile",
        "added_by",
        KEEP,
        "id created_at course__slug title kind",
        empty={"added_by": None},
        own=False,
    ),
]


def prepare_erasure(person: UUID) -> None:
    """End the open enrolments of an erased person, and take the person's reviews out of the ratings."""
    for enrollment in Enrollment.objects.filter(user=person, state__in=OPEN_STATES).select_related("user", "course"):
        end_enrollment(actor=None, enrollment=enrollment, cause=EnrollmentCause.ERASED)
    erase_reviews(user_id=person)
