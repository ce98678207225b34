"""Recommendations of the outside pipeline, checked before a child sees any of them.

A row is left out for one reason: the first that is true in the order of `RefusalReason`.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.core.app_metrics import PIPELINE_ROWS_LEFT_OUT
from apps.core.durations import DAY, MINUTE
from apps.kids.models import RefusalReason
from apps.kids.recommending.lessons import MIXED
from apps.registry.models import MLModel

log = structlog.get_logger(__name__)

RECOMMENDATIONS = "recommendations"
MODEL_KIND = "pipeline"
"""Of its models in the registry."""
FRESH_FOR = 3 * DAY
"""A list that is older is not used: children have gone on since."""
CLOCKS = 5 * MINUTE
"""How far the clock of another machine may be ahead."""
MOST_ROWS = 50
"""Greater ranks are not read."""
PATIENCE = "'50ms'"
"""How long a child's list waits for a pipeline that has locked its table."""
ROWS_SQL = """
WITH listed AS (
    SELECT r.*, m.child_id, max(r.generated_at) FILTER (WHERE r.generated_at <= %(latest)s)
        OVER (PARTITION BY r.ml_student_id) AS newest
    FROM ai.recommendations r JOIN kids_mlstudentmap m ON m.ml_student_id = r.ml_student_id
    WHERE r.rank BETWEEN 1 AND %(most)s AND (%(child)s::uuid IS NULL OR m.child_id = %(child)s)
)
SELECT child_id, rank, lesson_id, score, left(model_name, 101), left(model_version, 101),
    coalesce(newest >= %(fresh)s, false), generated_at > %(latest)s
FROM listed WHERE generated_at = newest OR generated_at > %(latest)s
ORDER BY ml_student_id, rank
"""
"""The newest list of each child, and what was written for a day that has not come. No model has a name of more than
100 characters.
"""
NEWEST_SQL = "SELECT max(generated_at) FROM ai.recommendations WHERE generated_at BETWEEN '2000-01-01' AND %s"


@dataclass(frozen=True)
class PipelineRow:
    """A row of `ai.recommendations`. `is_fresh`: the list is new enough; `is_future`: it was made at a time to come."""

    child_id: UUID
    rank: int
    lesson_id: UUID
    score: float
    model_name: str
    model_version: str
    is_fresh: bool
    is_future: bool


@dataclass(frozen=True)
class KnownThings:
    """What rows of one child are checked by: classes of the lessons for children, those that are published (of one
    child: open for it), the class of the child, and the models of the registry.
    """

    classes: Mapping[UUID, str]
    published: Collection[UUID]
    kg_class: str | None
    models: Collection[tuple[str, str]]


def find_refusal(row: PipelineRow, known: KnownThings) -> RefusalReason | None:
    """Return why a row is left out; None for one that may be used."""
    if not math.isfinite(row.score):
        return RefusalReason.NO_NUMBER
    if row.is_future:
        return RefusalReason.FUTURE_MODEL
    if (row.model_name, row.model_version) not in known.models:
        return RefusalReason.UNKNOWN_MODEL
    if row.lesson_id not in known.published:
        return RefusalReason.UNPUBLISHED_LESSON
    # A lesson for no children has no class, and neither has a child out of the ages: they do not fit.
    if known.classes.get(row.lesson_id, "") not in (known.kg_class, MIXED):
        return RefusalReason.FOREIGN_CLASS
    return None


def load_rows(child: User | None = None) -> list[PipelineRow]:
    """Return the rows that count now: of a child, or of all."""
    now = timezone.now()
    values: dict[str, Any] = {
        "latest": now + CLOCKS,
        "fresh": now - FRESH_FOR,
        "most": MOST_ROWS,
        "child": child and child.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(ROWS_SQL, values)
        return [PipelineRow(*row) for row in cursor.fetchall()]


def find_newest_list() -> datetime | None:
    """Return when the newest list was made that is of no time to come; None without any."""
    with connection.cursor() as cursor:
        latest = timezone.now() + CLOCKS
        cursor.execute(NEWEST_SQL, [latest])
        newest: datetime | None = cursor.fetchone()[0]
        return newest


def load_models(rows: Sequence[PipelineRow]) -> set[tuple[str, str]]:
    """Return the models of the registry by name and version that rows may mean."""
    known = MLModel.objects.filter(
        kind=MODEL_KIND, name__in={row.model_name for row in rows}, revision__in={row.model_version for row in rows}
    )
    return set(known.values_list("name", "revision"))


def list_good_lessons(child: User, classes: Mapping[UUID, str], kg_class: str | None) -> list[UUID]:
    """Return the lessons that the pipeline recommends to a child now, the best first; none where its newest list is
    old.

    `classes`: of the lessons for children that are open for the child. Rows that are left out are counted. Nothing that
    is wrong with the tables is an error.
    """
    try:
        with transaction.atomic():
            _set_patience(PATIENCE)
            rows = load_rows(child)
            _set_patience("DEFAULT")
            models = load_models(rows) if rows else set()
    except DatabaseError:
        log.exception("recommendations of the pipeline could not be read")
        return []
    known = KnownThings(classes=classes, published=classes.keys(), kg_class=kg_class, models=models)
    found: list[UUID] = []
    refused: Counter[str] = Counter()
    for row in rows:
        reason = find_refusal(row, known)
        if reason is not None:
            PIPELINE_ROWS_LEFT_OUT.add(reason.value)
            refused[reason.value] += 1
        elif row.is_fresh and row.lesson_id not in found:
            found.append(row.lesson_id)
    if refused:
        log.warning("rows of the pipeline left out", **refused)
    return found


def _set_patience(limit: str) -> None:
    """Wait so long for a lock, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = {limit}")
