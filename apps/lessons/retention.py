"""Why rows of this app are kept without an age limit."""

KEPT = {
    "lessons.Room": "the building",
    "lessons.LessonSchedule": "one row for each group",
    "lessons.ScheduleLine": "a few for each group",
    "lessons.Lesson": "the centre's record: marks, bills and pay hang on it",
    "lessons.LessonReschedule": "a lesson's record",
    "lessons.LessonChange": "a lesson's record",
    "lessons.CalendarFeed": "one row for each person",
}
