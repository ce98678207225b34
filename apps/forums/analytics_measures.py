"""The measure of forums."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import DEFAULT_BRANCH, Combination, Measure, Unit, Watched
from apps.courses.place_sql import GROUP_ZONE

_PLACE = f"""forums_forum f LEFT JOIN courses_group g ON g.id = f.group_id
    JOIN settings_branch b ON b.id = COALESCE(g.branch_id, f.branch_id, {DEFAULT_BRANCH})"""
_NEAR = "BETWEEN %(first)s::date - interval '1 day' AND %(last)s::date + interval '2 days'"

_TEXTS = f"""
SELECT w.day, w.author_id AS person, w.group_id, w.course_id, w.branch_id, '' AS currency, 1 AS numerator,
       0 AS denominator
FROM (
    SELECT (t.created_at AT TIME ZONE {GROUP_ZONE})::date AS day, t.author_id, f.group_id,
           COALESCE(g.course_id, f.course_id) AS course_id, b.id AS branch_id
    FROM (
        SELECT forum_id, author_id, created_at FROM forums_discussion
        WHERE deleted_at IS NULL AND hidden_at IS NULL AND merged_into_id IS NULL AND created_at {_NEAR}
        UNION ALL
        SELECT d.forum_id, r.author_id, r.created_at FROM forums_reply r JOIN forums_discussion d
          ON d.id = r.discussion_id
        WHERE r.deleted_at IS NULL AND r.hidden_at IS NULL AND r.created_at {_NEAR}
    ) t JOIN ({_PLACE}) ON f.id = t.forum_id
) w WHERE w.day = ANY(%(days)s::date[])"""  # noqa: S608


def _build_days(rows: str) -> str:
    """Return SQL of the local days of texts with `forum_id` and `created_at`; a day more where the forum is gone."""
    return f"""
SELECT at.day - at.spare, at.day + at.spare FROM ({rows}) t LEFT JOIN ({_PLACE}) ON f.id = t.forum_id
CROSS JOIN LATERAL (
    SELECT (t.created_at AT TIME ZONE COALESCE({GROUP_ZONE}, 'UTC'))::date, CASE WHEN f.id IS NULL THEN 1 ELSE 0 END
) AS at (day, spare)"""  # noqa: S608


ANALYTICS_MEASURES = [
    Measure(
        "forum_texts",
        Unit.TEXTS,
        _("Texts in forums"),
        _("Discussions and replies that were written in the period and are neither deleted nor hidden."),
        Combination.SUM,
        _TEXTS,
        (
            Watched(
                "forums_discussion",
                "forum_id author_id created_at deleted_at hidden_at merged_into_id",
                _build_days(
                    "SELECT forum_id, created_at FROM changed UNION ALL SELECT d.forum_id, r.created_at FROM "
                    "forums_reply r JOIN changed d ON d.id = r.discussion_id"
                ),
            ),
            Watched(
                "forums_reply",
                "discussion_id author_id created_at deleted_at hidden_at",
                _build_days(
                    "SELECT d.forum_id, c.created_at FROM changed c LEFT JOIN forums_discussion d "
                    "ON d.id = c.discussion_id"
                ),
            ),
        ),
    )
]
