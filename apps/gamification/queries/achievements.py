"""Achievements: what there is, what a pupil has, and how far the rest is."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.gamification.counters import all_counters
from apps.gamification.models import Achievement, AchievementGrant


def list_active_achievements() -> QuerySet[Achievement]:
    """What can be reached, in the centre's order, of counters that are declared."""
    found = Achievement.objects.filter(archived_at__isnull=True, counter__in=list(all_counters()))
    return found.order_by("position", "threshold", "code")


def count_for_students(students: Collection[UUID], names: Collection[str]) -> dict[str, dict[UUID, int]]:
    """These counters of these pupils, by the counters' names."""
    return {name: all_counters()[name].of(students) for name in sorted(names)}


def list_student_achievements(student: User) -> list[dict[str, Any]]:
    """Everything that can be reached and everything that the pupil has, with the count now and when it was granted."""
    granted = dict(AchievementGrant.objects.filter(student=student).values_list("achievement", "created_at"))
    known = set(all_counters())
    rows = [
        achievement
        for achievement in Achievement.objects.order_by("position", "threshold", "code")
        if achievement.pk in granted or (achievement.archived_at is None and achievement.counter in known)
    ]
    counts = count_for_students([student.pk], {row.counter for row in rows} & known)
    return [
        {
            "achievement": row,
            "count": min(row.threshold, counts.get(row.counter, {}).get(student.pk, 0)),
            "granted_at": granted.get(row.pk),
        }
        for row in rows
    ]
