"""How a child does in lessons of one kind, against all children: how long they take, and which are finished.

A lesson is begun by opening it in its course, by a try at an activity that is kept, or by finishing it; its time is
that of both. Without a consent no time of play is kept: such a lesson counts as finished, and for no minutes.
"""

import time
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from apps.accounts.models import User
from apps.kids.models import ActivityAnswer
from apps.kids.recommending.lessons import KidsLesson, Pace
from apps.learning.models import LessonProgress

KEEP_SECONDS = 600
"""How long a process keeps what all children did in a lesson."""
BEGUN_SQL = """
WITH acts AS (
    SELECT lesson_id, user_id, completed_at IS NOT NULL AS finished, seconds FROM learning_lessonprogress
    WHERE lesson_id = ANY(%(lessons)s) AND user_id IN (SELECT user_id FROM accounts_childprofile)
    UNION ALL
    SELECT lesson_id, child_id, false, seconds FROM kids_activityanswer WHERE lesson_id = ANY(%(lessons)s)
), begun AS (
    SELECT lesson_id, bool_or(finished) AS finished, sum(seconds) AS seconds FROM acts GROUP BY lesson_id, user_id
)
SELECT lesson_id, count(*), count(*) FILTER (WHERE finished), count(*) FILTER (WHERE seconds > 0),
    sum(seconds)::bigint
FROM begun GROUP BY lesson_id
"""


@dataclass
class _Begun:
    """Lessons that were begun, how many of them are finished, how many have a time, and the time spent in them."""

    lessons: int = 0
    finished: int = 0
    timed: int = 0
    seconds: int = 0

    def add(self, lessons: int, finished: int, timed: int, seconds: int) -> None:
        self.lessons += lessons
        self.finished += finished
        self.timed += timed
        self.seconds += seconds

    @property
    def minutes(self) -> float:
        """Of a lesson in the mean; 0 where no time is known."""
        return self.seconds / self.timed / 60 if self.timed else 0.0


def load_paces(
    child: User, lessons: Sequence[KidsLesson], progress: Mapping[UUID, LessonProgress]
) -> dict[Hashable, Pace]:
    """Return the pace of a child in these lessons, by their main skill, with two queries or one; nothing where it began
    none. `progress`: of the child, by lesson. Figures of all children may be KEEP_SECONDS old.
    """
    kinds = {UUID(str(lesson.id)): lesson.main_skill for lesson in lessons}
    plays = ActivityAnswer.objects.filter(child=child, lesson__in=list(kinds)).order_by()
    played = dict(plays.values_list("lesson").annotate(spent=Sum("seconds")))
    own: dict[Hashable, _Begun] = {}
    for key, kind in kinds.items():
        row = progress.get(key)
        if row is not None or key in played:
            is_done, spent = row is not None and row.completed_at is not None, played.get(key, 0)
            spent += row.seconds if row else 0
            own.setdefault(kind, _Begun()).add(1, int(is_done), int(spent > 0), spent)
    everyone = _load_begun({key: kind for key, kind in kinds.items() if kind in own})
    # What is kept may be older than the child's first lesson of a kind: then there is nothing to compare with.
    return {kind: _compare(begun, everyone[kind]) for kind, begun in own.items() if everyone[kind].lessons}


def _load_begun(kinds: Mapping[UUID, Hashable]) -> dict[Hashable, _Begun]:
    """Return what all children began of these lessons, by kind."""
    now = time.monotonic()
    _keep([key for key in kinds if key not in _kept or _kept[key][0] < now], until=now + KEEP_SECONDS)
    everyone: dict[Hashable, _Begun] = {}
    for key, kind in kinds.items():
        everyone.setdefault(kind, _Begun()).add(*_kept[key][1])
    return everyone


_kept: dict[UUID, tuple[float, tuple[int, int, int, int]]] = {}
"""By lesson: until when it is kept, how many began it, finished it and have a time, and their seconds in it."""


def _keep(lesson_ids: Sequence[UUID], *, until: float) -> None:
    if not lesson_ids:
        return
    found = dict.fromkeys(lesson_ids, (0, 0, 0, 0))
    with connection.cursor() as cursor:
        cursor.execute(BEGUN_SQL, {"lessons": list(lesson_ids)})
        found |= {key: (begun, done, timed, spent) for key, begun, done, timed, spent in cursor.fetchall()}
    _kept.update((key, (until, figures)) for key, figures in found.items())


def _compare(own: _Begun, everyone: _Begun) -> Pace:
    return Pace(
        lessons=own.lessons,
        minutes=own.minutes,
        class_minutes=everyone.minutes,
        finished_share=own.finished / own.lessons,
        class_finished_share=everyone.finished / everyone.lessons,
    )
