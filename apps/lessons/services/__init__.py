"""Writes of lessons, rooms, holidays and schedules, and the generation of lessons."""

from apps.lessons.services.calendar_links import delete_calendar_link, record_calendar_read, renew_calendar_token
from apps.lessons.services.generation import generate_lessons
from apps.lessons.services.holding import hold_marked_lessons, release_unmarked_lessons
from apps.lessons.services.holidays import create_holiday, remove_holiday, update_holiday
from apps.lessons.services.lesson_changes import (
    Unset,
    cancel_lesson,
    record_lesson_held,
    reschedule_lesson,
    restore_lesson,
    substitute_teacher,
)
from apps.lessons.services.lessons import create_lesson, delete_lesson, pin_lesson, update_lesson
from apps.lessons.services.notifications import notify_lesson_change
from apps.lessons.services.rooms import create_room, delete_or_archive_room, update_room
from apps.lessons.services.schedules import replace_schedule, set_timetable
from apps.lessons.services.skipped_lessons import cancel_skipped_lesson, plan_skipped_lesson
