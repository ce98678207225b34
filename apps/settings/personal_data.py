"""What settings and the audit log know of people."""

from apps.core.personal_data import Erasure, Impersonal, PersonalData, Traces
from apps.settings.models import AuditLog, AuditValues
from apps.settings.services import erase_values_of

PERSONAL_DATA = [
    PersonalData(
        "settings.AuditLog",
        "actor",
        Erasure.KEEP,
        export=("created_at", "action", "object_type", "object_id", "fields"),
        own=False,
        loose=("object_id", "fields"),
    ),
    PersonalData(
        "settings.AuditValues", "entry__actor", Erasure.KEEP, empty={"network": ""}, own=False, loose=("values",)
    ),
]

IMPERSONAL = [Impersonal("settings.SystemSettings", columns=("languages",)), Impersonal("settings.Branch")]


def forget(traces: Traces) -> None:
    """Entries stay: who did what to which object. Values about the person's rows are emptied, others cleaned."""
    erase_values_of(AuditLog.objects.filter(object_id__in=traces.ids))
    traces.scrub(AuditValues.objects.all(), "values")
