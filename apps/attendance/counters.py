"""Achievement counters of this app."""

from django.utils.translation import gettext_lazy as _

from apps.attendance.queries import count_attended_lessons
from apps.gamification.counters import AchievementCounter

COUNTERS = [AchievementCounter("lessons_attended", _("Lessons attended"), count_attended_lessons)]
