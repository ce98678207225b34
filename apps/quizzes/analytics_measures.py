"""Measures of quizzes."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import DEFAULT_BRANCH, Combination, Measure, Unit, Watched
from apps.courses.place_sql import GROUP_ZONE

_PLACE = f"""quizzes_quiz q LEFT JOIN courses_group g ON g.id = q.group_id
    JOIN settings_branch b ON b.id = COALESCE(g.branch_id, {DEFAULT_BRANCH})"""
_DAY = f"(a.handed_in_at AT TIME ZONE {GROUP_ZONE})::date"


def _count_attempts(numerator: str, denominator: str = "0", where: str = "true") -> str:
    return f"""
SELECT h.day, h.user_id AS person, h.group_id, h.course_id, h.branch_id, '' AS currency,
       {numerator} AS numerator, {denominator} AS denominator
FROM (
    SELECT {_DAY} AS day, a.user_id, q.group_id, COALESCE(g.course_id, q.course_id) AS course_id, b.id AS branch_id,
           a.state, a.score, a.max_score
    FROM quizzes_quizattempt a JOIN ({_PLACE}) ON q.id = a.quiz_id
    WHERE a.handed_in_at BETWEEN %(first)s::date - interval '1 day' AND %(last)s::date + interval '2 days'
) h WHERE h.day = ANY(%(days)s::date[]) AND {where}"""  # noqa: S608


def _watch_attempts(columns: str) -> tuple[Watched, ...]:
    return (
        Watched(
            "quizzes_quizattempt",
            columns,
            f"""
SELECT at.day - at.spare, at.day + at.spare FROM changed LEFT JOIN ({_PLACE}) ON q.id = changed.quiz_id
CROSS JOIN LATERAL (
    SELECT (changed.handed_in_at AT TIME ZONE COALESCE({GROUP_ZONE}, 'UTC'))::date, CASE WHEN q.id IS NULL THEN 1 ELSE 0 END
) AS at (day, spare) WHERE changed.handed_in_at IS NOT NULL""",  # noqa: S608, E501
        ),
        Watched(
            "quizzes_quiz",
            "group_id course_id",
            f"""
SELECT DISTINCT at.day - 1, at.day + 1 FROM quizzes_quizattempt a JOIN ({_PLACE}) ON q.id = a.quiz_id
CROSS JOIN LATERAL (SELECT {_DAY}) AS at (day)
WHERE q.id IN (SELECT id FROM changed) AND a.handed_in_at IS NOT NULL""",  # noqa: S608
        ),
    )


ANALYTICS_MEASURES = [
    Measure(
        "quiz_attempts",
        Unit.ATTEMPTS,
        _("Attempts at quizzes"),
        _("Attempts at quizzes that were submitted in the period, by pupils or by their deadline."),
        Combination.SUM,
        _count_attempts("1"),
        _watch_attempts("quiz_id user_id handed_in_at"),
    ),
    Measure(
        "quiz_score",
        Unit.PERCENT,
        _("Average result of quizzes"),
        _("The mean of points of a hundred, of scored attempts that were submitted in the period."),
        Combination.MEAN,
        _count_attempts("round(100 * h.score / h.max_score, 5)", "1", "h.state = 'scored' AND h.max_score > 0"),
        _watch_attempts("quiz_id user_id handed_in_at state score max_score"),
    ),
]
