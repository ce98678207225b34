"""Leaderboards on the streams of groups: the first rows of all time, of many groups in one statement."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from apps.gamification.models import Period

BOARD_SIZE = 30
"""Rows on the stream of a group."""
NAME_LENGTH = 40

BOARDS_SQL = """
    WITH people AS (
        SELECT DISTINCT member.group_id, member.student_id
        FROM courses_membership AS member
        JOIN courses_group AS learns ON learns.id = member.group_id
        JOIN settings_branch AS branch ON branch.id = learns.branch_id
        CROSS JOIN LATERAL (
            SELECT (%(now)s AT TIME ZONE coalesce(nullif(learns.zone, ''), branch.zone))::date AS today
        ) AS local
        WHERE member.group_id = ANY(%(groups)s::uuid[]) AND member.left_on IS NULL
            AND member.status IN ('trial', 'active') AND member.joined_on <= local.today
            AND (member.leaves_on IS NULL OR member.leaves_on >= local.today)
    ), ranked AS (
        SELECT people.group_id, person.id, person.first_name, person.last_name,
            coalesce(coin.earned, 0) AS coins, coalesce(coin.name_hidden, false) AS hidden,
            rank() OVER (PARTITION BY people.group_id ORDER BY coalesce(coin.earned, 0) DESC) AS rank,
            row_number() OVER (
                PARTITION BY people.group_id
                ORDER BY coalesce(coin.earned, 0) DESC, person.first_name, person.last_name, person.id
            ) AS place
        FROM people
        JOIN accounts_user AS person ON person.id = people.student_id AND person.is_active
        JOIN gamification_studentcoin AS coin ON coin.student_id = person.id
        WHERE coin.earned > 0
    )
    SELECT group_id, rank, id, first_name, last_name, coins, hidden FROM ranked
    WHERE place <= %(size)s ORDER BY group_id, place
"""


def get_leaderboard_rows_by_group(groups: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Return by group the rows for its stream, by the rules of `queries.leaderboards`. Hidden names have neither name
    nor id.
    """
    rows: dict[UUID, list[dict[str, Any]]] = {group: [] for group in groups}
    with connection.cursor() as cursor:
        cursor.execute(BOARDS_SQL, {"now": timezone.now(), "groups": list(groups), "size": BOARD_SIZE})
        for group, rank, pk, first_name, last_name, coins, hidden in cursor.fetchall():
            name = "" if hidden else f"{first_name} {last_name}".strip()[:NAME_LENGTH]
            student = None if hidden else str(pk)
            rows[group].append({"rank": rank, "student": student, "name": name, "coins": coins, "hidden": hidden})
    return rows


def get_stream_leaderboard(group_id: UUID) -> dict[str, Any]:
    """Return the leaderboard for the stream `group:{id}`: `{"group", "period", "rows"}`, the first 30 rows, without
    hidden names.
    """
    return build_stream_leaderboard(group_id, get_leaderboard_rows_by_group([group_id])[group_id])


def build_stream_leaderboard(group_id: UUID, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a group's leaderboard in the form of its stream."""
    return {"group": str(group_id), "period": Period.ALL.value, "rows": rows}
