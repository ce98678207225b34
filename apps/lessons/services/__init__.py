"""Writes of lessons, rooms, holidays and schedules, and the generation of lessons."""

from apps.lessons.services.calendar_links import create_calendar_link, delete_calendar_link, record_calendar_read
from apps.lessons.services.generation import generate_lessons
from apps.lessons.services.holidays import create_holiday, remove_holiday, update_holiday
from apps.lessons.services.lesson_changes import (
    Unset,
    cancel_lesson,
    hold_lesson,
    reschedule_lesson,
    restore_lesson,
    substitute_teacher,
)
from apps.lessons.services.lessons import create_lesson, delete_lesson, pin_lesson, update_lesson
from apps.lessons.services.notifications import notify_lesson_change
from apps.lessons.services.rooms import create_room, remove_room, update_room
from apps.lessons.services.schedules import replace_schedule

__all__ = [
    "Unset",
    "cancel_lesson",
    "create_calendar_link",
    "create_holiday",
    "create_lesson",
    "create_room",
    "delete_calendar_link",
    "delete_lesson",
    "generate_lessons",
    "hold_lesson",
    "notify_lesson_change",
    "pin_lesson",
    "record_calendar_read",
    "remove_holiday",
    "remove_room",
    "replace_schedule",
    "reschedule_lesson",
    "restore_lesson",
    "substitute_teacher",
    "update_holiday",
    "update_lesson",
    "update_room",
]
