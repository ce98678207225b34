"""Read-only admin pages of lessons, timetables and rooms. Writes go through services, which notify people and keep
history.
"""

from typing import cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.admin_pages import ReadOnlyAdmin
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


@admin.register(Lesson)
class LessonAdmin(ReadOnlyAdmin):
    list_display = ("group", "starts_at", "ends_at", "teacher", "room", "topic", "status")
    list_filter = ("status", "forced")
    list_select_related = ("group", "teacher", "room")
    search_fields = ("group__name", "topic", "teacher__first_name", "teacher__last_name")
    date_hierarchy = "starts_at"
    ordering = ("-starts_at",)


@admin.register(LessonReschedule)
class LessonRescheduleAdmin(ReadOnlyAdmin):
    list_display = ("lesson", "from_starts_at", "to_starts_at", "by", "reason", "created_at")
    list_select_related = ("lesson", "by")


@admin.register(LessonChange)
class LessonChangeAdmin(ReadOnlyAdmin):
    list_display = ("lesson", "kind", "by", "reason", "created_at")
    list_filter = ("kind",)
    list_select_related = ("lesson", "by")


@admin.register(Room)
class RoomAdmin(ReadOnlyAdmin):
    list_display = ("name", "branch", "seats", "archived_at")
    list_filter = ("branch",)
    list_select_related = ("branch",)
    search_fields = ("name",)
    ordering = ("branch", "name")


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


@admin.register(ScheduleLine)
class ScheduleLineAdmin(ReadOnlyAdmin):
    list_display = ("schedule", "weekday", "starts", "minutes", "room", "teacher", "valid_from", "valid_until")
    list_filter = ("weekday",)
    list_select_related = ("schedule", "room", "teacher")
    ordering = ("schedule", "weekday", "starts")


@admin.register(SkippedLesson)
class SkippedLessonAdmin(ReadOnlyAdmin):
    list_display = ("group", "slot", "teacher", "room", "reason", "created_at")
    list_filter = ("reason",)
    list_select_related = ("group", "teacher", "room")
    search_fields = ("group__name",)
    date_hierarchy = "slot"
    ordering = ("slot",)


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


@admin.register(LiveSighting)
class LiveSightingAdmin(ReadOnlyAdmin):
    list_display = ("room", "source", "kind", "at", "name")
    list_filter = ("source", "kind")
    list_select_related = ("room",)
    date_hierarchy = "at"
    ordering = ("-at",)


@admin.register(LiveReport)
class LiveReportAdmin(ReadOnlyAdmin):
    """Reports of providers, without what they say."""

    list_display = ("provider", "created_at", "read_at")
    list_filter = ("provider",)
    fields = ("provider", "created_at", "read_at")
    ordering = ("-created_at",)


@admin.register(LiveRecording)
class LiveRecordingAdmin(ReadOnlyAdmin):
    list_display = ("room", "provider_id", "created_at")
    list_select_related = ("room",)
    fields = ("room", "provider_id", "created_at")
    ordering = ("-created_at",)
