"""Achievement counters of this app."""

from django.utils.translation import gettext_lazy as _

from apps.gamification.counters import AchievementCounter

COUNTERS = [
    AchievementCounter("lessons_attended", _("Lessons attended"), "apps.attendance.queries.count_attended_lessons")
]
