"""Feedback on teachers in the access matrix: a child and a grown pupil are asked, and a month is over."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from apps.lessons.models import FeedbackRequest, FeedbackRound


def create_feedback_objects(world: Any) -> dict[str, Any]:
    """What each of the two is asked; the group of the child has the result of an earlier month."""
    things = {}
    for prefix, group, student in (("", world.group, world.child), ("other_", world.other_group, world.other_pupil)):
        closes_at = timezone.now() + timedelta(days=5)
        row = FeedbackRound.objects.create(
            group=group, month=date(2026, 10, 1), teacher=group.lead_teacher, closes_at=closes_at, asked=6
        )
        things[f"{prefix}feedback"] = FeedbackRequest.objects.create(round=row, student=student)
    closed_at = timezone.now() - timedelta(days=30)
    result: dict[str, Any] = {"asked": 6, "answered": 5, "stars": [0, 0, 0, 0, 5], "words": ["Good."]}
    FeedbackRound.objects.create(
        group=world.group,
        month=date(2026, 9, 1),
        teacher=world.teacher,
        closes_at=closed_at,
        closed_at=closed_at,
        **result,
    )
    return things
