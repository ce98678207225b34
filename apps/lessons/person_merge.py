"""What a merge of doubles does with the rows of this app."""

from apps.core.person_merge import STAFF_ACT, Moves, Stays

TEACHERS = "of teachers only"

PERSON_MERGE: list[Moves | Stays] = [
    Moves("lessons.CalendarFeed", "user"),
    Stays("lessons.ScheduleLine", "teacher", TEACHERS),
    Stays("lessons.Lesson", "teacher instead_of", TEACHERS),
    Stays("lessons.SkippedLesson", "teacher", TEACHERS),
    Stays("lessons.LessonReschedule", "by", STAFF_ACT),
    Stays("lessons.LessonChange", "by", STAFF_ACT),
]
