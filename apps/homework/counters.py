"""Counters of achievements in homework."""

from django.utils.translation import gettext_lazy as _

from apps.gamification.counters import AchievementCounter
from apps.homework.review_queries import count_excellent_homework, count_scored_homework

COUNTERS = [
    AchievementCounter("homework_done", _("Homework with a score"), count_scored_homework),
    AchievementCounter("homework_excellent", _("Homework with a score of 90 or more"), count_excellent_homework),
]
