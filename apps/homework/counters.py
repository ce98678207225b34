"""Counters of achievements in homework."""

from django.utils.translation import gettext_lazy as _

from apps.gamification.counters import AchievementCounter

COUNTERS = [
    AchievementCounter(
        "homework_done", _("Homework with a score"), "apps.homework.review_queries.count_scored_homework"
    ),
    AchievementCounter(
        "homework_excellent",
        _("Homework with a score of 90 or more"),
        "apps.homework.review_queries.count_excellent_homework",
    ),
]
