"""What jobs know of people: ids, small payloads, and reasons of failures."""

from apps.core.personal_data import Erasure, Impersonal, PersonalData, Traces
from apps.jobs.models import Job, JobState

PERSONAL_DATA = [PersonalData("jobs.Job", "", Erasure.DELETE, loose=("object_id", "payload", "reason"))]

IMPERSONAL = [Impersonal("jobs.PeriodicSlot"), Impersonal("jobs.ProcessBeat")]

ENDED = (JobState.DONE, JobState.DEAD)


def forget(traces: Traces) -> None:
    """Work about the person that is still to be done is dropped, whoever holds it can store nothing; what ended keeps
    no payload and no reason.
    """
    about = Job.objects.filter(object_id__in=traces.ids)
    about.exclude(state__in=ENDED).delete()
    about.update(payload={}, reason="")
    traces.holding(Job.objects.filter(state__in=ENDED), "payload").update(payload={})
    traces.holding(Job.objects.filter(state__in=ENDED), "reason").update(reason="")
