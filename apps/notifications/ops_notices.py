"""What the platform itself tells the office: notices that lower apps ask for by a job."""

from django.db.models import Q

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.money import Money
from apps.core.permissions import all_permissions
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify

OFFICE = "notifications.budget"
"""Who holds this keeps the centre running."""


def sms_balance_low(job: ClaimedJob) -> None:
    """Handler: tell the office what is left for SMS; `object_id` is the day."""
    with unit_of_work():
        jobs.complete(job)
        left = Money(int(job.payload["balance"])).words()
        for person in _office():
            notify(user=person, type="notifications.sms_balance_low", data={"balance": left})


def _office() -> list[User]:
    built_in = Q(role__in=all_permissions()[OFFICE].roles)
    people = User.objects.filter(built_in | Q(own_role__isnull=False), is_active=True).select_related("own_role")
    return [person for person in people.order_by("id") if OFFICE in person.held]
