"""Alerts for administrators about providers."""

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify


def notify_of_refused_credentials(job: ClaimedJob) -> None:
    """Handler: notify every administrator that the provider `object_id` refuses our credentials."""
    with unit_of_work():
        jobs.complete_job(job)
        for person in User.objects.filter(role=Role.ADMIN, own_role__isnull=True, is_active=True):
            notify(user=person, type="portal.provider_refuses", data={"provider": job.object_id.capitalize()})
