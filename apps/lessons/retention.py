"""Why rows of this app are kept without an age limit."""

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
}
