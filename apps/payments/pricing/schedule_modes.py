"""How a group pays."""

from django.db.models import TextChoices

PACK_KEY_PREFIX = "pack:"
"""Begins the `period_key` of a pack; that of a month is `2026-09`."""


class ScheduleMode(TextChoices):
    """What a schedule's `amount` is the price of."""

    MONTH = "month"
    LESSON = "lesson"
    PACK = "pack"
    """A number of lessons (`pack_lessons`); the next pack is owed when the lessons of the last one are used up."""
