"""Notices to the office that lower apps request by a job."""

import apps.jobs.services as jobs
from apps.accounts.queries import list_permission_holders
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify

OFFICE_PERMISSION = "notifications.budget"
"""Users with this permission run the centre."""


def notify_low_sms_balance(job: ClaimedJob) -> None:
    """Handler: notify the office of the balance left for SMS. `object_id` is the day."""
    with unit_of_work():
        jobs.complete_job(job)
        balance = Money(int(job.payload["balance"])).format()
        for person in list_permission_holders(OFFICE_PERMISSION):
            notify(user=person, type="notifications.sms_balance_low", data={"balance": balance})


def notify_webhook_disabled(job: ClaimedJob) -> None:
    """Handler: notify users who manage webhooks that one was disabled, and why. `object_id` is the webhook."""
    with unit_of_work():
        jobs.complete_job(job)
        for person in list_permission_holders("webhooks.manage"):
            notify(user=person, type=f"webhooks.{job.payload['why']}", data={"host": job.payload["host"]})
