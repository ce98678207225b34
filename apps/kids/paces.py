"""How a child does in lessons of one kind, against all children: how long they take, and which are finished."""

import time
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Sum

from apps.kids.recommending.lessons import KidsLesson, Pace
from apps.learning.models import LessonProgress

KEEP_SECONDS = 600
"""How long a process keeps what all children did in a lesson."""


@dataclass
class _Begun:
    """Lessons that were begun, how many of them are finished, and the time spent in them."""

    lessons: int = 0
    finished: int = 0
    seconds: int = 0

    def add(self, lessons: int, finished: int, seconds: int) -> None:
        self.lessons += lessons
        self.finished += finished
        self.seconds += seconds


def load_paces(lessons: Sequence[KidsLesson], progress: Mapping[UUID, LessonProgress]) -> dict[Hashable, Pace]:
    """Return the pace of a child in these lessons, by their main skill, with one query or none; nothing where it began
    none. `progress`: of the child, by lesson. Figures of all children may be KEEP_SECONDS old.
    """
    kinds = {UUID(str(lesson.id)): lesson.main_skill for lesson in lessons}
    own: dict[Hashable, _Begun] = {}
    for key, kind in kinds.items():
        if row := progress.get(key):
            own.setdefault(kind, _Begun()).add(1, int(row.completed_at is not None), row.seconds)
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


_kept: dict[UUID, tuple[float, tuple[int, int, int]]] = {}
"""By lesson: until when it is kept, and how many began it, finished it, and for how many seconds they were in it."""


def _keep(lesson_ids: Sequence[UUID], *, until: float) -> None:
    found = dict.fromkeys(lesson_ids, (0, 0, 0))
    rows = LessonProgress.objects.filter(lesson__in=lesson_ids, user__child_profile__isnull=False)
    for row in rows.values("lesson").annotate(begun=Count("pk"), finished=Count("completed_at"), spent=Sum("seconds")):
        found[row["lesson"]] = row["begun"], row["finished"], row["spent"]
    _kept.update((key, (until, figures)) for key, figures in found.items())


def _compare(own: _Begun, everyone: _Begun) -> Pace:
    return Pace(
        lessons=own.lessons,
        minutes=own.seconds / own.lessons / 60,
        class_minutes=everyone.seconds / everyone.lessons / 60,
        finished_share=own.finished / own.lessons,
        class_finished_share=everyone.finished / everyone.lessons,
    )
