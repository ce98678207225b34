"""How a group pays."""

from django.db.models import TextChoices


class ScheduleMode(TextChoices):
    """What a schedule's `amount` is the price of."""

    MONTH = "month"
    LESSON = "lesson"
    PACK = "pack"
    """A number of lessons (`pack_lessons`); the next pack is owed when the lessons of the last one are used up."""
