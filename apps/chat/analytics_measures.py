"""The measure of messages."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import Combination, Measure, Unit, Watched

_PLACE = """chat_chatroom r JOIN settings_branch b ON b.id = r.branch_id
    LEFT JOIN lessons_lesson l ON l.id = r.lesson_id
    LEFT JOIN courses_group g ON g.id = COALESCE(r.group_id, l.group_id)"""
"""Of a room `r`: its branch `b`, whose local day counts, and its group `g`."""

_MESSAGES = f"""
SELECT w.day, w.author_id AS person, w.group_id, w.course_id, w.branch_id, '' AS currency, 1 AS numerator,
       0 AS denominator
FROM (
    SELECT (m.sent_at AT TIME ZONE b.zone)::date AS day, m.author_id, g.id AS group_id,
           COALESCE(r.course_id, g.course_id) AS course_id, r.branch_id
    FROM chat_message m JOIN ({_PLACE}) ON r.id = m.room_id
    WHERE m.sent_at BETWEEN %(first)s::date - interval '1 day' AND %(last)s::date + interval '2 days'
      AND m.deleted_at IS NULL AND m.hidden_at IS NULL
) w WHERE w.day = ANY(%(days)s::date[])"""  # noqa: S608

ANALYTICS_MEASURES = [
    Measure(
        "messages",
        Unit.TEXTS,
        _("Messages in chats"),
        _("Messages that were sent in the period and are neither deleted nor hidden."),
        Combination.SUM,
        _MESSAGES,
        (
            Watched(
                "chat_message",
                "room_id author_id sent_at deleted_at hidden_at",
                f"""
SELECT at.day - at.spare, at.day + at.spare FROM changed LEFT JOIN ({_PLACE}) ON r.id = changed.room_id
CROSS JOIN LATERAL (
    SELECT (changed.sent_at AT TIME ZONE COALESCE(b.zone, 'UTC'))::date, CASE WHEN r.id IS NULL THEN 1 ELSE 0 END
) AS at (day, spare) WHERE changed.sent_at IS NOT NULL""",  # noqa: S608
            ),
            Watched(
                "chat_chatroom",
                "branch_id",
                f"""
SELECT DISTINCT at.day - 1, at.day + 1 FROM chat_message m JOIN ({_PLACE}) ON r.id = m.room_id
CROSS JOIN LATERAL (SELECT (m.sent_at AT TIME ZONE b.zone)::date) AS at (day)
WHERE r.id IN (SELECT id FROM changed) AND m.sent_at IS NOT NULL""",  # noqa: S608
            ),
        ),
        raw="chat.Message",
    )
]
