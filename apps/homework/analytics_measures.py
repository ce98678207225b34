"""Measures of homework. The centre's figures (`apps.portal.figures`) count the same."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import Combination, Measure, Unit, Watched
from apps.courses.place_sql import GROUP_ZONE
from apps.homework.place_sql import FIRST_SUBMISSION, PLACE, build_attempt_days, build_changed_days

_NEAR = "BETWEEN %(first)s::date - interval '1 day' AND %(last)s::date + interval '2 days'"
_COLUMNS = "COALESCE(g.course_id, t.course_id) AS course_id, b.id AS branch_id"

_GIVEN = f"""
SELECT h.day, h.student_id AS person, h.group_id, h.course_id, h.branch_id, '' AS currency, 1 AS numerator,
       0 AS denominator
FROM (
    SELECT (w.created_at AT TIME ZONE {GROUP_ZONE})::date AS day, w.student_id, t.group_id, {_COLUMNS}
    FROM homework_homework w {PLACE} WHERE w.created_at {_NEAR}
) h WHERE h.day = ANY(%(days)s::date[])"""  # noqa: S608

_FIRST = f"""
SELECT (a.created_at AT TIME ZONE {GROUP_ZONE})::date AS day, w.student_id, t.group_id, {_COLUMNS}, a.late, w.score
FROM homework_attempt a JOIN homework_homework w ON w.id = a.homework_id {PLACE}
WHERE a.created_at {_NEAR} AND {FIRST_SUBMISSION}"""  # noqa: S608


def _count_first(numerator: str, denominator: str = "0", where: str = "true") -> str:
    return f"""
SELECT h.day, h.student_id AS person, h.group_id, h.course_id, h.branch_id, '' AS currency,
       {numerator} AS numerator, {denominator} AS denominator
FROM ({_FIRST}) h WHERE h.day = ANY(%(days)s::date[]) AND {where}"""  # noqa: S608


_MOVED = Watched("homework_assignment", "group_id course_id", build_attempt_days("""
    SELECT id FROM homework_homework WHERE assignment_id IN (SELECT id FROM changed)"""))  # fmt: skip


def _watch_submissions(homework_columns: str) -> tuple[Watched, ...]:
    attempts = build_attempt_days("SELECT homework_id FROM changed")
    return (
        Watched(
            "homework_attempt",
            "homework_id number state late created_at",
            f"{attempts} UNION ALL {build_changed_days('changed.homework_id')}",
        ),
        Watched("homework_homework", homework_columns, build_attempt_days("SELECT id FROM changed")),
        _MOVED,
    )


ANALYTICS_MEASURES = [
    Measure(
        "homework_given",
        Unit.TASKS,
        _("Homework given"),
        _("Homework that pupils got in the period, one for each pupil and assignment."),
        Combination.SUM,
        _GIVEN,
        (
            Watched("homework_homework", "assignment_id student_id created_at", build_changed_days("changed.id")),
            Watched(
                "homework_assignment",
                "group_id course_id",
                f"""
SELECT at.day, at.day FROM homework_homework w {PLACE}
CROSS JOIN LATERAL (SELECT (w.created_at AT TIME ZONE {GROUP_ZONE})::date) AS at (day)
WHERE w.assignment_id IN (SELECT id FROM changed)""",  # noqa: S608
            ),
        ),
    ),
    Measure(
        "homework",
        Unit.TASKS,
        _("Homework submitted"),
        _("First submissions in the period, without those that were refused or failed."),
        Combination.SUM,
        _count_first("1"),
        _watch_submissions("assignment_id student_id"),
    ),
    Measure(
        "homework_late",
        Unit.TASKS,
        _("Homework submitted late"),
        _("First submissions in the period that came after the deadline."),
        Combination.SUM,
        _count_first("1", where="h.late"),
        _watch_submissions("assignment_id student_id"),
    ),
    Measure(
        "homework_on_time",
        Unit.PERCENT,
        _("Homework on time"),
        _("First submissions that were not late, of all first submissions in the period."),
        Combination.SHARE,
        _count_first("CASE WHEN h.late THEN 0 ELSE 1 END", "1"),
        _watch_submissions("assignment_id student_id"),
    ),
    Measure(
        "homework_score",
        Unit.POINTS,
        _("Average score of homework"),
        _("The mean score, of 100, of homework that was first submitted in the period and has a score."),
        Combination.MEAN,
        _count_first("h.score", "1", where="h.score IS NOT NULL"),
        _watch_submissions("assignment_id student_id score"),
    ),
]
