"""Personal data that lessons store: teachers, people who changed them, calendar links."""

from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.lessons.feedback_queries import filter_feedback_for_reader
from apps.lessons.models import FeedbackRequest, FeedbackRound, Lesson, LessonChange, LessonReschedule, LessonSchedule

LESSON_EXPORT = "id group__name starts_at ends_at topic status"

PERSONAL_DATA = [
    PersonalData("lessons.Lesson", "group__lead_teacher", KEEP, LESSON_EXPORT, own=False),
    PersonalData("lessons.Lesson", "teacher", KEEP, LESSON_EXPORT, own=False, loose="topic link cancel_reason"),
    PersonalData("lessons.Lesson", "instead_of", KEEP, LESSON_EXPORT, own=False),
    PersonalData("lessons.LessonSchedule", "group__lead_teacher", KEEP, own=False, loose="link"),
    PersonalData(
        "lessons.ScheduleLine",
        "teacher",
        KEEP,
        "id schedule__group__name weekday starts minutes valid_from valid_until",
        own=False,
    ),
    PersonalData(
        "lessons.LessonReschedule",
        "by",
        KEEP,
        "lesson created_at from_starts_at to_starts_at reason",
        own=False,
        loose="reason",
    ),
    PersonalData("lessons.LessonChange", "by", KEEP, "lesson created_at kind reason", own=False, loose="data reason"),
    PersonalData("lessons.SkippedLesson", "teacher", KEEP, "group__name slot ends_at reason", own=False),
    PersonalData(
        "lessons.FeedbackRound",
        "teacher",
        KEEP,
        "group__name month asked answered stars words",
        empty={"words": []},
        loose="words",
    ),
    PersonalData("lessons.FeedbackRound", "group__lead_teacher", KEEP, own=False),
    PersonalData(
        "lessons.FeedbackRequest",
        "student",
        KEEP,
        "round__group__name round__month rating text",
        empty={"text": ""},
        loose="text",
        for_reader=filter_feedback_for_reader,
    ),
    PersonalData("lessons.FeedbackRequest", "round__teacher", KEEP, own=False),
    PersonalData("lessons.CalendarFeed", "user", DELETE, "id created_at last_read_at"),
]

IMPERSONAL = [NonPersonalModel("lessons.Room")]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Erase the person's name from topics, reasons and old values; lessons and their history stay."""
    for model, columns in ((Lesson, ("topic", "link", "cancel_reason")), (LessonReschedule, ("reason",))):
        for column in columns:
            identifiers.scrub_column(model.objects.all(), column)
    identifiers.scrub_column(LessonSchedule.objects.all(), "link")
    identifiers.scrub_column(FeedbackRound.objects.all(), "words")
    identifiers.scrub_column(FeedbackRequest.objects.all(), "text")
    for column in ("reason", "data"):
        identifiers.scrub_column(LessonChange.objects.all(), column)
