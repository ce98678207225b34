"""Read-only admin pages of lessons, timetables and rooms. Writes go through services, which notify people and keep
history.
"""

from typing import cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.admin_pages import ReadOnlyAdmin, register_read_only_page
from apps.lessons.models import (
    CalendarFeed,
    FeedbackRequest,
    FeedbackRound,
    Lesson,
    LessonChange,
    LessonReschedule,
    LessonSchedule,
    LiveAttendee,
    LiveRecording,
    LiveReport,
    LiveRoom,
    LiveSighting,
    Room,
    ScheduleLine,
    SkippedLesson,
)
from apps.lessons.services import generation
from apps.settings.admin_actions import FormAnswers, confirmed_action

register_read_only_page(
    Lesson, "group starts_at ends_at teacher room topic status", date_hierarchy="starts_at", ordering=("-starts_at",)
)
register_read_only_page(LessonReschedule, "lesson from_starts_at to_starts_at by reason created_at")
register_read_only_page(LessonChange, "lesson kind by reason created_at")
register_read_only_page(Room, "name branch seats archived_at", ordering=("branch", "name"))


@admin.register(LessonSchedule)
class LessonScheduleAdmin(ReadOnlyAdmin):
    list_display = ("group", "changed_at", "filled_on")
    list_select_related = ("group",)
    search_fields = ("group__name",)
    ordering = ("group__name",)
    actions = ("make_lessons",)

    @confirmed_action(_("Generate the lessons of the timetable"), permission="timetable.manage")
    def make_lessons(self, request: HttpRequest, schedule: LessonSchedule, answers: FormAnswers) -> None:
        """Generate lessons up to the horizon, as the nightly job does."""
        generation.generate_lessons(schedule.group, actor=cast(User, request.user))


register_read_only_page(
    ScheduleLine,
    "schedule weekday starts minutes room teacher valid_from valid_until",
    list_filter=("weekday",),
    ordering=("schedule", "weekday", "starts"),
)
register_read_only_page(
    SkippedLesson,
    "group slot teacher room reason created_at",
    list_filter=("reason",),
    date_hierarchy="slot",
    ordering=("slot",),
)


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ReadOnlyAdmin):
    """The calendar links of users."""

    list_display = ("user", "created_at", "last_read_at")


@admin.register(FeedbackRound)
class FeedbackRoundAdmin(ReadOnlyAdmin):
    """What pupils say about a teacher in a month; the words name nobody."""

    list_display = ("group", "month", "teacher", "asked", "answered", "closes_at")
    list_select_related = ("group", "teacher")
    search_fields = ("group__name", "teacher__first_name", "teacher__last_name")
    date_hierarchy = "month"
    ordering = ("-month",)


@admin.register(FeedbackRequest)
class FeedbackRequestAdmin(ReadOnlyAdmin):
    """Who is asked now. Nobody sees here what was answered, and whether."""

    list_display = ("round", "student")
    list_select_related = ("round", "student")
    fields = ("round", "student")
    search_fields = ("round__group__name",)
    ordering = ("round",)


@admin.register(LiveRoom)
class LiveRoomAdmin(ReadOnlyAdmin):
    """The rooms of live classes; their addresses let people in and are not shown."""

    list_display = ("lesson", "provider", "state", "problem", "made_for", "collected_at")
    list_filter = ("provider", "state")
    list_select_related = ("lesson",)
    fields = ("lesson", "provider", "state", "problem", "provider_id", "made_for", "made_until", "collected_at")
    ordering = ("-created_at",)


@admin.register(LiveAttendee)
class LiveAttendeeAdmin(ReadOnlyAdmin):
    """Who has a way into a room; the personal addresses are not shown."""

    list_display = ("room", "person", "matched", "matched_by")
    list_filter = ("matched",)
    list_select_related = ("room", "person", "matched_by")
    fields = ("room", "person", "matched", "matched_by")
    search_fields = ("person__first_name", "person__last_name")


register_read_only_page(LiveSighting, "room source kind at name", date_hierarchy="at", ordering=("-at",))


@admin.register(LiveReport)
class LiveReportAdmin(ReadOnlyAdmin):
    """Reports of providers, without what they say."""

    list_display = ("provider", "created_at", "read_at")
    list_filter = ("provider",)
    fields = ("provider", "created_at", "read_at")
    ordering = ("-created_at",)


register_read_only_page(
    LiveRecording,
    "room provider_id created_at",
    fields=("room", "provider_id", "created_at"),
    ordering=("-created_at",),
)
