"""The measure of attendance."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import Combination, Measure, Unit, Watched
from apps.courses.place_sql import GROUP_ZONE, build_group_days

_ATTENDANCE = f"""
SELECT l.day, a.student_id AS person, l.group_id, l.course_id, l.branch_id, '' AS currency,
       CASE WHEN s.counts_as IN ('present', 'late') THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM (
    SELECT l.id, l.group_id, g.course_id, g.branch_id, (l.starts_at AT TIME ZONE {GROUP_ZONE})::date AS day
    FROM lessons_lesson l JOIN courses_group g ON g.id = l.group_id JOIN settings_branch b ON b.id = g.branch_id
    WHERE l.status <> 'cancelled'
      AND l.starts_at BETWEEN %(first)s::date - interval '1 day' AND %(last)s::date + interval '2 days'
) l JOIN attendance_attendance a ON a.lesson_id = l.id JOIN attendance_attendancestatus s ON s.id = a.status_id
WHERE l.day = ANY(%(days)s::date[])"""  # noqa: S608

_MARKED_DAYS = f"""
SELECT DISTINCT at.day, at.day FROM lessons_lesson l
JOIN courses_group g ON g.id = l.group_id JOIN settings_branch b ON b.id = g.branch_id
CROSS JOIN LATERAL (SELECT (l.starts_at AT TIME ZONE {GROUP_ZONE})::date) AS at (day)
WHERE l.id IN ({{lessons}})"""  # noqa: S608

ANALYTICS_MEASURES = [
    Measure(
        "attendance",
        Unit.PERCENT,
        _("Attendance"),
        _("Marks of pupils who came, also late, of all marks of lessons that were not cancelled."),
        Combination.SHARE,
        _ATTENDANCE,
        (
            Watched(
                "attendance_attendance",
                "lesson_id student_id status_id",
                _MARKED_DAYS.format(lessons="SELECT lesson_id FROM changed"),
            ),
            Watched("lessons_lesson", "group_id starts_at status", build_group_days("changed", "changed.starts_at")),
            Watched(
                "attendance_attendancestatus",
                "counts_as",
                _MARKED_DAYS.format(
                    lessons="SELECT a.lesson_id FROM attendance_attendance a JOIN changed ON a.status_id = changed.id"
                ),
            ),
        ),
    )
]
