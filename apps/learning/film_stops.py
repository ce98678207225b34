"""Where viewers stop in the films of a course, from the pieces that were granted to them: the last one is the furthest,
as pieces are in order.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

END = 0.95
"""Who came so far has seen the end: what follows are titles."""
_STOPS = """
WITH ends AS MATERIALIZED (
    SELECT b.block, b.length_ms, LEAST(b.length_ms, (b.pieces -> -1 ->> 1)::int) AS reached
    FROM learning_blockprogress b
    WHERE b.lesson_id = ANY(%(lessons)s::uuid[]) AND b.block = ANY(%(blocks)s::uuid[]) AND b.length_ms > 0
      AND jsonb_array_length(b.pieces) > 0
      AND (%(people)s::uuid[] IS NULL OR b.user_id = ANY(%(people)s::uuid[]))
)
SELECT block, count(*), max(length_ms), percentile_disc(0.5) WITHIN GROUP (ORDER BY reached),
       count(*) FILTER (WHERE reached >= %(end)s * length_ms),
       (mode() WITHIN GROUP (ORDER BY floor(10.0 * reached / length_ms))
        FILTER (WHERE reached < %(end)s * length_ms))::int
FROM ends WHERE reached > 0 GROUP BY block"""


@dataclass(frozen=True)
class FilmStops:
    """Of one block: how many watched it, its length, until where half of them came, how many saw the end, and the tenth
    of its length (from 0) in which most of the others stopped, None where all saw it.
    """

    viewers: int
    length_ms: int
    half_ms: int
    finished: int
    worst_tenth: int | None

    @property
    def drop_off_second(self) -> int | None:
        """The second at which that tenth begins."""
        return None if self.worst_tenth is None else self.length_ms * self.worst_tenth // 10_000


def load_film_stops(
    lessons: Collection[UUID], blocks: Collection[UUID], people: Collection[UUID] | None = None
) -> dict[UUID, FilmStops]:
    """Return where viewers stop in these blocks of lessons, in one query; blocks that nobody watched are left out. Of
    these people, else of all.
    """
    parameters: dict[str, Any] = {
        "lessons": list(lessons), "blocks": list(blocks), "end": END, "people": None if people is None else list(people)
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_STOPS, parameters)
        return {block: FilmStops(*row) for block, *row in cursor.fetchall()}
