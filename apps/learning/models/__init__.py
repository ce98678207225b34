"""Models of online courses: content, progress, enrolments and reviews."""

from apps.learning.models.content import (
    CourseContent,
    CourseFile,
    CourseLesson,
    CourseVersion,
    LessonVersion,
    LessonWeight,
    Module,
)
from apps.learning.models.enrollments import Enrollment, EnrollmentCause, EnrollmentSource, EnrollmentState
from apps.learning.models.invitations import InvitationLink
from apps.learning.models.progress import BlockProgress, LessonProgress, LessonView
from apps.learning.models.reviews import CourseReview, ReviewReport

__all__ = [
    "BlockProgress",
    "CourseContent",
    "CourseFile",
    "CourseLesson",
    "CourseReview",
    "CourseVersion",
    "Enrollment",
    "EnrollmentCause",
    "EnrollmentSource",
    "EnrollmentState",
    "InvitationLink",
    "LessonProgress",
    "LessonVersion",
    "LessonView",
    "LessonWeight",
    "Module",
    "ReviewReport",
]
