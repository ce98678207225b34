"""Personal data in jobs: ids, small payloads and reasons of failures."""

from apps.core.personal_data import DELETE, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.jobs.models import Job, JobState

PERSONAL_DATA = [PersonalData("jobs.Job", "", DELETE, loose="object_id payload reason")]

IMPERSONAL = [NonPersonalModel("jobs.PeriodicSlot"), NonPersonalModel("jobs.ProcessBeat")]

ENDED_STATES = (JobState.DONE, JobState.DEAD)


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Delete unfinished jobs about the person, and empty payload and reason of finished ones."""
    about = Job.objects.filter(object_id__in=identifiers.ids)
    about.exclude(state__in=ENDED_STATES).delete()
    about.update(payload={}, reason="")
    identifiers.filter_mentions(Job.objects.filter(state__in=ENDED_STATES), "payload").update(payload={})
    identifiers.filter_mentions(Job.objects.filter(state__in=ENDED_STATES), "reason").update(reason="")
