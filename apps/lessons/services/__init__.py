"""Writes about the timetable: lessons and what becomes of them, rooms, schedules and the lessons made from them."""

from apps.lessons.services.calendars import close_calendar, note_read, open_calendar
from apps.lessons.services.changes import (
    Same,
    cancel_lesson,
    hold_lesson,
    reschedule_lesson,
    restore_lesson,
    substitute,
)
from apps.lessons.services.generation import generate
from apps.lessons.services.holidays import create_holiday, remove_holiday, update_holiday
from apps.lessons.services.lessons import create_lesson, delete_lesson, pin, update_lesson
from apps.lessons.services.rooms import create_room, remove_room, update_room
from apps.lessons.services.schedules import replace_schedule
from apps.lessons.services.telling import tell

__all__ = [
    "Same",
    "cancel_lesson",
    "close_calendar",
    "create_holiday",
    "create_lesson",
    "create_room",
    "delete_lesson",
    "generate",
    "hold_lesson",
    "note_read",
    "open_calendar",
    "pin",
    "remove_holiday",
    "remove_room",
    "replace_schedule",
    "reschedule_lesson",
    "restore_lesson",
    "substitute",
    "tell",
    "update_holiday",
    "update_lesson",
    "update_room",
]
