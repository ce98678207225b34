"""On which local days a pupil studied. Whoever knows of it says so here; streaks are made of these days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.courses.models import Membership
from apps.gamification.models import StudentCoin, StudyDay
from apps.jobs.kinds import ClaimedJob

DAYS_SQL = """
    WITH wanted AS (
        SELECT student, cause, day
        FROM unnest(%(students)s::uuid[], %(causes)s::text[], %(days)s::date[]) AS new (student, cause, day)
    ), gone AS (
        DELETE FROM gamification_studyday AS old WHERE old.cause = ANY(%(all_causes)s)
            AND NOT EXISTS (SELECT 1 FROM wanted WHERE wanted.cause = old.cause AND wanted.day = old.day)
        RETURNING old.student_id
    ), added AS (
        INSERT INTO gamification_studyday (student_id, cause, day) SELECT student, cause, day FROM wanted
        ON CONFLICT (cause, day) DO NOTHING
        RETURNING student_id
    ), changed AS (
        SELECT student_id FROM gone UNION SELECT student_id FROM added ORDER BY student_id
    )
    INSERT INTO gamification_studentcoin AS coin (student_id, balance, earned, name_hidden, changed)
    SELECT student_id, 0, 0, false, true FROM changed
    ON CONFLICT (student_id) DO UPDATE SET changed = true WHERE NOT coin.changed
"""


@dataclass(frozen=True)
class StudyRecord:
    """The local days on which one pupil studied by one cause, all of them: none when there are none any more."""

    student: UUID
    cause: str
    days: frozenset[date]


def recalculate_streaks(job: ClaimedJob) -> None:
    """Handler: days that neither count nor break a streak changed, so have those of the pupil of the payload reckoned
    anew, of who ever learnt in its branch, or of everybody who ever studied; also of who is being reckoned now.
    """
    with unit_of_work():
        jobs.complete(job)
        rows = StudentCoin.objects.filter(Exists(StudyDay.objects.filter(student=OuterRef("pk"))))
        if job.payload.get("student"):
            rows = rows.filter(pk=job.payload["student"])
        if job.payload.get("branch"):
            learnt = Membership.objects.filter(student=OuterRef("pk"), group__branch=job.payload["branch"])
            rows = rows.filter(Exists(learnt))
        held = rows.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True)
        StudentCoin.objects.filter(pk__in=list(held)).update(changed=True)


def record_study_days(studied: Sequence[StudyRecord]) -> None:
    """Bring the days of these causes to what is said here, in one statement; streaks follow within a minute."""
    rows = [(one.student, one.cause, day) for one in studied for day in sorted(one.days)]
    values: dict[str, Any] = {
        "all_causes": [one.cause for one in studied],
        "students": [student for student, _cause, _day in rows],
        "causes": [cause for _student, cause, _day in rows],
        "days": [day for _student, _cause, day in rows],
    }
    if studied:
        with unit_of_work(), connection.cursor() as cursor:
            cursor.execute(DAYS_SQL, values)
