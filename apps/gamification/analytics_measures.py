"""The measure of coins."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import DEFAULT_BRANCH, Combination, Grain, Measure, Unit, Watched

_PLACE = f"""JOIN settings_branch d ON d.is_default
    LEFT JOIN LATERAL (
        SELECT g.branch_id FROM courses_membership m JOIN courses_group g ON g.id = m.group_id
        WHERE m.student_id = t.student_id AND m.joined_on <= (t.created_at AT TIME ZONE d.zone)::date
        ORDER BY m.joined_on DESC, m.id DESC LIMIT 1
    ) p ON true
    JOIN settings_branch b ON b.id = COALESCE(p.branch_id, {DEFAULT_BRANCH})"""  # noqa: S608
"""The branch `b` of an entry `t`: that of the group which the pupil had joined last, else the default one."""

_COINS = f"""
SELECT c.day, c.student_id AS person, NULL::uuid AS group_id, NULL::uuid AS course_id, c.branch_id, '' AS currency,
       c.amount AS numerator, 0 AS denominator
FROM (
    SELECT (t.created_at AT TIME ZONE b.zone)::date AS day, t.student_id, b.id AS branch_id, t.amount
    FROM gamification_cointransaction t {_PLACE}
    WHERE t.counts AND t.created_at BETWEEN %(first)s::date - interval '1 day' AND %(last)s::date + interval '2 days'
) c WHERE c.day = ANY(%(days)s::date[])"""  # noqa: S608

ANALYTICS_MEASURES = [
    Measure(
        "coins",
        Unit.COINS,
        _("Coins given"),
        _("Coins that count on leaderboards, less those taken back; spent coins are not deducted."),
        Combination.SUM,
        _COINS,
        (
            Watched(
                "gamification_cointransaction",
                "student_id created_at amount counts",
                f"""
SELECT at.day, at.day FROM changed t {_PLACE}
CROSS JOIN LATERAL (SELECT (t.created_at AT TIME ZONE b.zone)::date) AS at (day)""",  # noqa: S608
            ),
            Watched(
                "courses_membership",
                "group_id student_id joined_on",
                """
SELECT DISTINCT at.day - 1, at.day + 1 FROM gamification_cointransaction t
JOIN (SELECT student_id, min(joined_on) AS since FROM changed GROUP BY student_id) m ON m.student_id = t.student_id
CROSS JOIN LATERAL (SELECT (t.created_at AT TIME ZONE 'UTC')::date) AS at (day)
WHERE at.day >= m.since - 1""",
            ),
        ),
        grains=(Grain.PERSON, Grain.BRANCH),
    )
]
