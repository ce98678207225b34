"""Personal data that lessons store: teachers, people who changed them, calendar links."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.lessons.feedback_queries import filter_feedback_for_reader
from apps.lessons.live.meet import ACCOUNT
from apps.lessons.models import (
    FeedbackRequest,
    FeedbackRound,
    Lesson,
    LessonChange,
    LessonReschedule,
    LessonSchedule,
    LiveAttendee,
    LiveReport,
    LiveRoom,
    LiveSighting,
)


def _filter_own_sightings(rows: QuerySet[Any], person: Any, _reader: Any) -> QuerySet[Any]:
    """Return those of the sightings in the person's rooms that are of the person."""
    own = LiveAttendee.objects.filter(person=person, room=OuterRef("room"), key=OuterRef("key"))
    return rows.filter(Exists(own)).distinct()


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
    PersonalData("lessons.LiveAttendee", "person", DELETE, "id created_at room__lesson__group__name matched"),
    PersonalData("lessons.LiveAttendee", "matched_by", KEEP, own=False),
    PersonalData("lessons.LiveRoom", "lesson__teacher", KEEP, own=False, loose="address"),
    PersonalData("lessons.LiveRecording", "room__lesson__teacher", KEEP, own=False),
    PersonalData("lessons.LiveSighting", "room__lesson__teacher", KEEP, own=False, loose="name"),
    PersonalData(
        "lessons.LiveSighting",
        "room__attendees__person",
        KEEP,
        "id room__lesson__group__name source kind at name",
        own=False,
        for_reader=_filter_own_sightings,
    ),
]

IMPERSONAL = [NonPersonalModel("lessons.Room"), NonPersonalModel("lessons.LiveReport")]


def prepare_erasure(person: UUID) -> None:
    """Delete when the person was seen in rooms; a matched Google account is theirs in all lessons of the group."""
    for attendee in LiveAttendee.objects.filter(person=person).select_related("room__lesson"):
        seen = LiveSighting.objects.filter(key=attendee.key)
        if attendee.key.startswith(ACCOUNT):
            seen.filter(room__lesson__group=attendee.room.lesson.group_id).delete()
        else:
            seen.filter(room=attendee.room_id).delete()


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Erase the person's name from topics, reasons and old values; lessons and their history stay."""
    for model, columns in ((Lesson, ("topic", "link", "cancel_reason")), (LessonReschedule, ("reason",))):
        for column in columns:
            identifiers.scrub_column(model.objects.all(), column)
    identifiers.scrub_column(LessonSchedule.objects.all(), "link")
    identifiers.scrub_column(FeedbackRound.objects.all(), "words")
    identifiers.scrub_column(FeedbackRequest.objects.all(), "text")
    identifiers.scrub_column(LiveRoom.objects.all(), "address")
    identifiers.scrub_column(LiveSighting.objects.all(), "name")
    identifiers.scrub_column(LiveReport.objects.all(), "body")
    for column in ("reason", "data"):
        identifiers.scrub_column(LessonChange.objects.all(), column)
