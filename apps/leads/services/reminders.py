"""Reminders of next steps: to the owner, else to who works with leads in the branch; once for each step."""

from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.leads.models import OPEN_LEADS, Lead
from apps.leads.services.office import choose_people_to_notify, list_office
from apps.notifications.services import notify

BATCH = 500


def remind_of_steps(job: ClaimedJob) -> None:
    """Job handler: notify people of next steps whose time has come, at most `BATCH` of them at once."""
    with unit_of_work():
        jobs.complete_job(job)
        now = timezone.now()
        rows = Lead.objects.filter(OPEN_LEADS, next_step_at__lte=now, reminded_at__isnull=True)
        rows = rows.order_by("next_step_at", "pk")
        due = list(rows.select_for_update(no_key=True, skip_locked=True, of=("self",))[:BATCH])
        office = list_office()
        for lead in due:
            for person in choose_people_to_notify(lead, office):
                data = {"name": lead.name, "text": lead.next_step, "lead": str(lead.pk)}
                key = f"{lead.pk}:{lead.next_step_at:%Y%m%d%H%M%S}"
                notify(user=person, type="leads.step_due", data=data, key=key)
        Lead.objects.filter(pk__in=[lead.pk for lead in due]).update(reminded_at=now, updated_at=now)
