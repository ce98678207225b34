"""Security notices that lower apps request by a job."""

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services.creation import notify


def notify_security_event(job: ClaimedJob) -> None:
    """Handler: notify the user `object_id` of a security event: `what` of the payload, by default a session that was
    ended because its token was used twice.
    """
    with unit_of_work():
        jobs.complete_job(job)
        user = User.objects.filter(pk=job.object_id, is_active=True).first()
        if user is None:
            return
        if job.payload.get("what") in ("telegram_linked", "telegram_moved"):
            notify(user=user, type=f"security.{job.payload['what']}", data={})
            return
        data = {"device": job.payload.get("device") or "?", "session": job.payload.get("session", "")}
        notify(user=user, type="security.token_reused", data=data)
