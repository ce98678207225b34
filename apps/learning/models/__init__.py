"""Models of online courses: content, progress and enrolments."""

from apps.learning.models.content import (
    CourseContent,
    CourseFile,
    CourseLesson,
    CourseVersion,
    LessonVersion,
    LessonWeight,
    Module,
)
from apps.learning.models.enrollments import Enrollment, EnrollmentSource, EnrollmentState
from apps.learning.models.progress import BlockProgress, LessonProgress, LessonView

__all__ = [
    "BlockProgress",
    "CourseContent",
    "CourseFile",
    "CourseLesson",
    "CourseVersion",
    "Enrollment",
    "EnrollmentSource",
    "EnrollmentState",
    "LessonProgress",
    "LessonVersion",
    "LessonView",
    "LessonWeight",
    "Module",
]
