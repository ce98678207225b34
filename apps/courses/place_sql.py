"""SQL of places: the zone of a group, and periods in which a pupil learns in a group."""

GROUP_ZONE = "COALESCE(NULLIF(g.zone, ''), b.zone)"
"""The time zone of a group `g` of a branch `b`."""

TRIALS = """
trials AS (
    SELECT membership_id, (array_agg("on" ORDER BY id DESC) FILTER (WHERE to_status = 'active'))[1] AS grown
    FROM courses_membershipchange WHERE from_status = 'trial' OR to_status = 'trial' GROUP BY membership_id
)"""
"""Memberships that are or were a trial, and the day on which it became more."""

STAYS = f"""{TRIALS}, stays AS (
    SELECT m.id, m.student_id, m.group_id, g.course_id, g.branch_id, m.status, m.left_on,
           GREATEST(m.joined_on, t.grown) AS first, COALESCE(m.left_on, m.leaves_on, 'infinity'::date) AS last
    FROM courses_membership m JOIN courses_group g ON g.id = m.group_id
    LEFT JOIN trials t ON t.membership_id = m.id
    WHERE NOT m.never_began AND m.status NOT IN ('lead', 'trial')
      AND (t.membership_id IS NULL OR t.grown IS NOT NULL)
)"""  # noqa: S608
"""Periods in which a pupil learns in a group, without trials; freezes lie within."""


def build_group_days(table_alias: str, moment: str) -> str:
    """Return SQL of the first and last local day of changed rows with a `group_id` and a moment. A group that is gone
    has lost its zone: then a day more at both ends.
    """
    return f"""
SELECT at.day - at.spare, at.day + at.spare FROM {table_alias}
LEFT JOIN courses_group g ON g.id = {table_alias}.group_id LEFT JOIN settings_branch b ON b.id = g.branch_id
CROSS JOIN LATERAL (
    SELECT ({moment} AT TIME ZONE COALESCE({GROUP_ZONE}, 'UTC'))::date AS day, CASE WHEN g.id IS NULL THEN 1 ELSE 0 END
) AS at (day, spare)
WHERE {moment} IS NOT NULL"""  # noqa: S608
