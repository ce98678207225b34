"""Why rows of this app are kept without an age limit."""

KEPT = {
    "who bought which course": "learning.Enrollment",
    "how a learner came to a course": "learning.InvitationLink",
    "how far a learner came; goes with the person": "learning.LessonProgress learning.BlockProgress",
    "what learners say of a course; goes with the person": "learning.CourseReview learning.ReviewReport",
    "how often a lesson was opened; a row for each person and day": "learning.LessonView",
    "what a course teaches and taught; rows go with their course": (
        "learning.CourseContent learning.Module learning.CourseLesson learning.CourseVersion learning.LessonVersion"
        " learning.CourseFile"
    ),
}
