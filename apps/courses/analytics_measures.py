"""Measures of pupils in groups. The centre's figures (`apps.portal.figures`) count the same."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import Combination, Measure, Unit, Watched, build_period_rows
from apps.courses.place_sql import STAYS, TRIALS

_ACTIVE = f"""
WITH {STAYS}, frozen AS (
    SELECT membership_id, range_agg(daterange(starts_on, ends_on, '[]')) AS days FROM courses_freeze
    WHERE starts_on <= %(last)s AND (ends_on IS NULL OR ends_on >= %(first)s) GROUP BY membership_id
)
SELECT s.student_id AS person, s.group_id, s.course_id, s.branch_id,
       datemultirange(daterange(GREATEST(s.first, %(first)s::date), LEAST(s.last, %(last)s::date), '[]'))
       - COALESCE(f.days, '{{}}') AS days
FROM stays s LEFT JOIN frozen f ON f.membership_id = s.id
WHERE s.first <= s.last AND s.first <= %(last)s AND s.last >= %(first)s"""  # noqa: S608
"""Periods in which pupils learn, without their freezes."""

_TRIAL = f"""
WITH {TRIALS}
SELECT d.day, m.student_id AS person, m.group_id, g.course_id, g.branch_id, '' AS currency, 1 AS numerator,
       0 AS denominator
FROM courses_membership m JOIN courses_group g ON g.id = m.group_id JOIN trials t ON t.membership_id = m.id
JOIN unnest(%(days)s::date[]) AS d (day)
  ON d.day BETWEEN m.joined_on AND LEAST(t.grown - 1, COALESCE(m.left_on, m.leaves_on, 'infinity'::date))
WHERE NOT m.never_began AND m.status <> 'lead'"""  # noqa: S608

_JOINED = """
SELECT f.joined_on AS day, f.student_id AS person, f.group_id, f.course_id, f.branch_id, '' AS currency, 1 AS numerator,
       0 AS denominator
FROM (
    SELECT m.joined_on, m.student_id, m.group_id, g.course_id, g.branch_id
    FROM courses_membership m JOIN courses_group g ON g.id = m.group_id
    WHERE m.joined_on = ANY(%(days)s::date[]) AND NOT EXISTS (
        SELECT FROM courses_membership e
        WHERE e.student_id = m.student_id AND (e.joined_on, e.id) < (m.joined_on, m.id)
    )
) f"""

_LEFT = f"""
WITH {STAYS}
SELECT s.left_on AS day, s.student_id AS person, s.group_id, s.course_id, s.branch_id, '' AS currency, 1 AS numerator,
       0 AS denominator
FROM stays s
WHERE s.status = 'left' AND s.left_on = ANY(%(days)s::date[]) AND s.first <= s.left_on AND NOT EXISTS (
    SELECT FROM stays o WHERE o.student_id = s.student_id AND o.first <= s.left_on + 1 AND o.last > s.left_on
)"""  # noqa: S608

_END = "COALESCE(({0}).left_on, ({0}).leaves_on, 'infinity'::date)"
_OTHER = """ROW((o).group_id, (o).student_id, (o).never_began, CASE (o).status WHEN 'lead' THEN 0 WHEN 'trial' THEN 1 ELSE 2 END)
    IS DISTINCT FROM
    ROW((n).group_id, (n).student_id, (n).never_began, CASE (n).status WHEN 'lead' THEN 0 WHEN 'trial' THEN 1 ELSE 2 END)"""  # noqa: E501

_STAY_DAYS = f"""
SELECT (o).joined_on, {_END.format("o")} FROM pairs WHERE {_OTHER} AND (o).id IS NOT NULL
UNION ALL SELECT (n).joined_on, {_END.format("n")} FROM pairs WHERE {_OTHER} AND (n).id IS NOT NULL
UNION ALL SELECT LEAST((o).joined_on, (n).joined_on), GREATEST((o).joined_on, (n).joined_on) FROM pairs
    WHERE NOT ({_OTHER}) AND (o).joined_on <> (n).joined_on
UNION ALL SELECT LEAST({_END.format("o")}, {_END.format("n")}), GREATEST({_END.format("o")}, {_END.format("n")})
    FROM pairs WHERE NOT ({_OTHER}) AND {_END.format("o")} <> {_END.format("n")}"""  # noqa: S608
"""The days on which a change of a membership matters: not the whole stay when only its end moved."""

_STAY_COLUMNS = "group_id student_id status joined_on leaves_on left_on never_began"
_CHANGE_COLUMNS = "membership_id from_status to_status on"

_STAYING = (
    Watched("courses_membership", _STAY_COLUMNS, _STAY_DAYS),
    Watched(
        "courses_membershipchange",
        _CHANGE_COLUMNS,
        """
SELECT changed."on" - 1, COALESCE(m.left_on, m.leaves_on, 'infinity'::date)
FROM changed LEFT JOIN courses_membership m ON m.id = changed.membership_id
WHERE 'trial' IN (changed.from_status, changed.to_status)""",
    ),
)
_FREEZING = Watched(
    "courses_freeze",
    "membership_id starts_on ends_on",
    """
SELECT (o).starts_on, COALESCE((o).ends_on, 'infinity'::date) FROM pairs
    WHERE (o).membership_id IS DISTINCT FROM (n).membership_id AND (o).id IS NOT NULL
UNION ALL SELECT (n).starts_on, COALESCE((n).ends_on, 'infinity'::date) FROM pairs
    WHERE (o).membership_id IS DISTINCT FROM (n).membership_id AND (n).id IS NOT NULL
UNION ALL SELECT LEAST((o).starts_on, (n).starts_on), GREATEST((o).starts_on, (n).starts_on) FROM pairs
    WHERE (o).membership_id = (n).membership_id AND (o).starts_on <> (n).starts_on
UNION ALL SELECT LEAST(COALESCE((o).ends_on, 'infinity'), COALESCE((n).ends_on, 'infinity')),
        GREATEST(COALESCE((o).ends_on, 'infinity'), COALESCE((n).ends_on, 'infinity'))
    FROM pairs WHERE (o).membership_id = (n).membership_id AND (o).ends_on IS DISTINCT FROM (n).ends_on""",
)

_STUDENTS = {
    "courses_membership": "SELECT student_id FROM changed",
    "courses_membershipchange": """
SELECT m.student_id FROM changed JOIN courses_membership m ON m.id = changed.membership_id""",
}


def _watch_day_of_pupil(column: str, table: str, columns: str) -> Watched:
    """Watch a day of memberships that depends on the pupil's other memberships: all such days of the pupil."""
    days = f"""
SELECT m.{column}, m.{column} FROM courses_membership m
WHERE m.{column} IS NOT NULL AND m.student_id IN ({_STUDENTS[table]})"""  # noqa: S608
    if table == "courses_membership":
        days += f" UNION ALL SELECT {column}, {column} FROM changed WHERE {column} IS NOT NULL"  # noqa: S608
    return Watched(table, columns, days)


ANALYTICS_MEASURES = [
    Measure(
        "active",
        Unit.PEOPLE,
        _("Active pupils"),
        _(
            "Pupils with a full membership on the last day of the period, without those who are frozen on that day. "
            "A pupil of two groups counts once."
        ),
        Combination.LAST_PEOPLE,
        build_period_rows(_ACTIVE),
        (*_STAYING, _FREEZING),
        periods=_ACTIVE,
    ),
    Measure(
        "trial",
        Unit.PEOPLE,
        _("Pupils on trial"),
        _("Pupils who are on trial on any day of the period. A pupil counts once."),
        Combination.PEOPLE,
        _TRIAL,
        _STAYING,
    ),
    Measure(
        "joined",
        Unit.PEOPLE,
        _("New pupils"),
        _("Pupils whose very first membership begins in the period. They count for the group of that membership."),
        Combination.SUM,
        _JOINED,
        (_watch_day_of_pupil("joined_on", "courses_membership", "group_id student_id joined_on"),),
    ),
    Measure(
        "left",
        Unit.PEOPLE,
        _("Pupils who left"),
        _(
            "Pupils whose full membership ended in the period, other than by graduation, and who have no other one on "
            "the day after. A pupil counts once."
        ),
        Combination.PEOPLE,
        _LEFT,
        (
            _watch_day_of_pupil("left_on", "courses_membership", _STAY_COLUMNS),
            _watch_day_of_pupil("left_on", "courses_membershipchange", _CHANGE_COLUMNS),
        ),
    ),
]
