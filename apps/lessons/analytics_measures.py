"""The measure of lessons."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import Combination, Grain, Measure, Unit, Watched
from apps.courses.place_sql import GROUP_ZONE, build_group_days

_HELD = f"""
SELECT l.day, NULL::uuid AS person, l.group_id, l.course_id, l.branch_id, '' AS currency, 1 AS numerator,
       0 AS denominator
FROM (
    SELECT l.group_id, g.course_id, g.branch_id, (l.starts_at AT TIME ZONE {GROUP_ZONE})::date AS day
    FROM lessons_lesson l JOIN courses_group g ON g.id = l.group_id JOIN settings_branch b ON b.id = g.branch_id
    WHERE l.status = 'held'
      AND l.starts_at BETWEEN %(first)s::date - interval '1 day' AND %(last)s::date + interval '2 days'
) l WHERE l.day = ANY(%(days)s::date[])"""  # noqa: S608

ANALYTICS_MEASURES = [
    Measure(
        "lessons_held",
        Unit.LESSONS,
        _("Lessons held"),
        _("Lessons of groups that took place, on the local day on which they began."),
        Combination.SUM,
        _HELD,
        (Watched("lessons_lesson", "group_id starts_at status", build_group_days("changed", "changed.starts_at")),),
        grains=(Grain.GROUP, Grain.COURSE, Grain.BRANCH),
        about_people=False,
    )
]
