"""How long rows of this app are kept, and why others have no age limit."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("lessons.LiveReport", "created_at", 30 * DAY),
    RetentionRule("lessons.LiveSighting", "created_at", 180 * DAY),
    RetentionRule("lessons.LiveAttendee", "created_at", 400 * DAY),
]

KEPT = {
    "the building": "lessons.Room",
    "one row for each group": "lessons.LessonSchedule",
    "a few for each group": "lessons.ScheduleLine",
    "few: each waits for the office": "lessons.SkippedLesson",
    "the centre's record: marks, bills and pay hang on it": "lessons.Lesson",
    "a lesson's record": "lessons.LessonReschedule lessons.LessonChange",
    "one row for each group and month; it names the teacher only": "lessons.FeedbackRound",
    "deleted when its round closes": "lessons.FeedbackRequest",
    "one row for each person": "lessons.CalendarFeed",
    "a lesson's room; it names nobody": "lessons.LiveRoom lessons.LiveRecording",
}
