"""Local days on which pupils studied. Other apps report them here; streaks are calculated from them."""

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
    """All local days on which one pupil studied by one cause; an empty set removes them."""

    student: UUID
    cause: str
    days: frozenset[date]


def request_reward_updates(job: ClaimedJob) -> None:
    """Handler: holidays or freezes changed, so mark pupils as changed: the pupil of the payload, all who learnt in its
    branch, or all who ever studied; also those being updated now.
    """
    with unit_of_work():
        jobs.complete_job(job)
        rows = StudentCoin.objects.filter(Exists(StudyDay.objects.filter(student=OuterRef("pk"))))
        if job.payload.get("student"):
            rows = rows.filter(pk=job.payload["student"])
        if job.payload.get("branch"):
            learnt = Membership.objects.filter(student=OuterRef("pk"), group__branch=job.payload["branch"])
            rows = rows.filter(Exists(learnt))
        locked = rows.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True)
        StudentCoin.objects.filter(pk__in=list(locked)).update(changed=True)


def record_study_days(records: Sequence[StudyRecord]) -> None:
    """Set the study days of these causes, in one statement; streaks follow within a minute."""
    rows = [(record.student, record.cause, day) for record in records for day in sorted(record.days)]
    values: dict[str, Any] = {
        "all_causes": [record.cause for record in records],
        "students": [student for student, _cause, _day in rows],
        "causes": [cause for _student, cause, _day in rows],
        "days": [day for _student, _cause, day in rows],
    }
    if records:
        with unit_of_work(), connection.cursor() as cursor:
            cursor.execute(DAYS_SQL, values)
