"""How long small children play a lesson: by what they took, else by a plain rule."""

import math
from uuid import UUID

from django.db import connection

from apps.kids.activities.checking import read_activity
from apps.kids.activities.timing import estimate_seconds
from apps.kids.block_kinds import ACTIVITY
from apps.learning.models import CourseLesson

MOST_MINUTES = 7
"""How long small children sit: a longer lesson is better split."""
ENOUGH_PLAYS = 20
"""From so many plays of an activity on, the newest ones say how long it takes, whatever the rule says."""
MEDIANS_SQL = """
SELECT block, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FROM (
    SELECT block, seconds, row_number() OVER (PARTITION BY block ORDER BY given_at DESC, id DESC) AS place
    FROM kids_activityanswer WHERE lesson_id = %(lesson)s AND outcome <> 'wrong' AND seconds > 0
) plays
WHERE place <= %(enough)s GROUP BY block HAVING count(*) = %(enough)s
"""


def estimate_minutes(lesson: CourseLesson) -> int | None:
    """Return about how many minutes a child plays the activities of a lesson as it is written now; None without any.

    Of an activity that was played ENOUGH_PLAYS times to its end, the median of the newest plays counts, else
    `estimate_seconds`.
    """
    activities = {
        UUID(block["id"]): read_activity(block["activity"]) for block in lesson.blocks if block["kind"] == ACTIVITY
    }
    if not activities:
        return None
    with connection.cursor() as cursor:
        cursor.execute(MEDIANS_SQL, {"lesson": lesson.pk, "enough": ENOUGH_PLAYS})
        medians: dict[UUID, float] = dict(cursor.fetchall())
    seconds = sum(medians.get(key) or estimate_seconds(activity) for key, activity in activities.items())
    return math.ceil(seconds / 60)
