"""What groups owe follows what happens in them: jobs for the app that bills, once a unit of work for each group."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.local_days import day_bounds
from apps.core.uow import current_unit
from apps.courses.models import Membership

HOOK = "bills"
WAIT = timedelta(seconds=10)
"""What is changed once more within this time is reckoned with what it is then."""


def follow(group_id: UUID, *days: date | None) -> None:
    """Have what the group's pupils owe reckoned anew from the earliest of these local days of the group on; inside a
    unit of work.
    """
    current_unit().collect(HOOK, (group_id, min(day for day in days if day is not None)))


def enqueue(changed: Iterable[tuple[UUID, date]]) -> None:
    """One job for each of the groups, since the earliest of its days."""
    earliest: dict[UUID, date] = {}
    for group_id, since in changed:
        earliest[group_id] = min(since, earliest.get(group_id, since))
    for group_id, since in sorted(earliest.items()):
        run_at = timezone.now() + WAIT
        jobs.enqueue(kind="payments.reprice", object_id=group_id, payload={"since": since.isoformat()}, run_at=run_at)


def bill(membership: Membership) -> None:
    """Have a membership billed that began or became more than a trial, not before its first day."""
    first = day_bounds(membership.joined_on, membership.group.local_zone)[0]
    run_at = first if first > timezone.now() else None
    jobs.enqueue(kind="payments.bill_membership", object_id=membership.pk, run_at=run_at)
