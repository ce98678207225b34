"""Why rows of this app are kept without an age limit."""

KEPT = {
    "who bought which course": "learning.Enrollment",
    "what a course teaches and taught; rows go with their course": (
        "learning.CourseContent learning.Module learning.CourseLesson learning.CourseVersion learning.LessonVersion"
        " learning.CourseFile"
    ),
}
