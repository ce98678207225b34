"""Achievements that exist, those that a pupil has, and the progress of the others."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.gamification.counters import all_counters
from apps.gamification.models import Achievement, AchievementGrant


def list_active_achievements(*, counter: str | None = None) -> QuerySet[Achievement]:
    """Return achievements that can be reached, of any or one declared counter, in the centre's order."""
    achievements = Achievement.objects.filter(archived_at__isnull=True, counter__in=list(all_counters()))
    return filter_given(achievements, counter=counter).order_by("position", "threshold", "code")


def get_counter_values(students: Collection[UUID], counter_names: Collection[str]) -> dict[str, dict[UUID, int]]:
    """Return the values of these counters for these pupils, by the counters' names."""
    return {name: all_counters()[name].count_for(students) for name in sorted(counter_names)}


def list_student_achievements(student: User) -> list[dict[str, Any]]:
    """Return all achievements that the pupil has or can reach, with the current count and the time of the grant."""
    granted = dict(AchievementGrant.objects.filter(student=student).values_list("achievement", "created_at"))
    counters = set(all_counters())
    rows = [
        achievement
        for achievement in Achievement.objects.order_by("position", "threshold", "code")
        if achievement.pk in granted or (achievement.archived_at is None and achievement.counter in counters)
    ]
    counts = get_counter_values([student.pk], {row.counter for row in rows} & counters)
    return [
        {
            "achievement": row,
            "count": min(row.threshold, counts.get(row.counter, {}).get(student.pk, 0)),
            "granted_at": granted.get(row.pk),
        }
        for row in rows
    ]
