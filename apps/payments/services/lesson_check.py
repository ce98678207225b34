"""The nightly check that held, paid and charged lessons agree."""

from datetime import timedelta

import structlog
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.queries import list_permission_holders
from apps.core.local_days import get_today
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify
from apps.payments.queries.lesson_proof import LessonMismatch, prove_lessons
from apps.settings.models import Branch

log = structlog.get_logger(__name__)

FOLLOW_UP_TIME = timedelta(hours=1)
"""What changed a moment ago is left to the next night: repricing and corrections follow by jobs."""


def check_lessons(job: ClaimedJob) -> None:
    """Job handler: prove the lessons of the last and the current month of each branch, log every mismatch, and notify
    readers of the ledger. Nothing is changed.
    """
    before = timezone.now() - FOLLOW_UP_TIME
    mismatches = list[LessonMismatch]()
    for branch in Branch.objects.order_by("pk"):
        this_month = get_today(branch.zone).replace(day=1)
        for month in ((this_month - timedelta(days=1)).replace(day=1), this_month):
            mismatches += prove_lessons(month, [branch.pk], before=before).mismatches
    for row in mismatches:
        log.error(
            "lesson wrong",
            rule=row.rule,
            lesson=str(row.lesson.pk),
            person=str(row.person.pk),
            expected=row.expected,
            actual=row.actual,
        )
    with unit_of_work():
        jobs.complete_job(job)
        if mismatches:
            for person in list_permission_holders("payments.ledger"):
                notify(user=person, type="payments.lessons_wrong", data={"findings": len(mismatches)})
