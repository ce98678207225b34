"""What the platform itself tells the office: notices that lower apps ask for by a job."""

from django.db.models import Q

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.money import Money
from apps.core.permissions import all_permissions
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify

OFFICE_PERMISSION = "notifications.budget"
"""Who holds this keeps the centre running."""


def notify_low_sms_balance(job: ClaimedJob) -> None:
    """Handler: tell the office what is left for SMS; `object_id` is the day."""
    with unit_of_work():
        jobs.complete(job)
        left = Money(int(job.payload["balance"])).words()
        for person in _list_permission_holders(OFFICE_PERMISSION):
            notify(user=person, type="notifications.sms_balance_low", data={"balance": left})


def notify_webhook_disabled(job: ClaimedJob) -> None:
    """Handler: tell who manages webhooks that one was switched off, and why; `object_id` is the webhook."""
    with unit_of_work():
        jobs.complete(job)
        for person in _list_permission_holders("webhooks.manage"):
            notify(user=person, type=f"webhooks.{job.payload['why']}", data={"host": job.payload["host"]})


def _list_permission_holders(permission: str) -> list[User]:
    built_in = Q(role__in=all_permissions()[permission].roles)
    people = User.objects.filter(built_in | Q(own_role__isnull=False), is_active=True).select_related("own_role")
    return [person for person in people.order_by("id") if permission in person.permission_set]
