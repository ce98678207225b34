"""Requests to the payments app to reprice a group: one job for each group in a unit of work."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import get_current_unit_of_work

FLUSH_HOOK = "bills"
REPRICING_DELAY = timedelta(seconds=10)
"""Several changes within this time are repriced once."""


def request_repricing_from_earliest(group_id: UUID, *days: date | None) -> None:
    """Request that the payments of the group's pupils are repriced from the earliest of these local days on. Call
    inside a unit of work.
    """
    get_current_unit_of_work().collect(FLUSH_HOOK, (group_id, min(day for day in days if day is not None)))


def enqueue_repricing_jobs(groups_and_days: Iterable[tuple[UUID, date]]) -> None:
    """Enqueue one repricing job for each group, from its earliest day."""
    earliest: dict[UUID, date] = {}
    for group_id, since in groups_and_days:
        earliest[group_id] = min(since, earliest.get(group_id, since))
    for group_id, since in sorted(earliest.items()):
        run_at = timezone.now() + REPRICING_DELAY
        jobs.enqueue(kind="payments.reprice", object_id=group_id, payload={"since": since.isoformat()}, run_at=run_at)
