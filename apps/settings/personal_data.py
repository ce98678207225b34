"""Personal data in settings and the audit log."""

from apps.core.personal_data import KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.settings.models import AuditLog, AuditValues
from apps.settings.services import empty_audit_values

PERSONAL_DATA = [
    PersonalData(
        "settings.AuditLog",
        "actor",
        KEEP,
        "created_at action object_type object_id fields",
        own=False,
        loose="object_id fields",
    ),
    PersonalData("settings.SystemSettings", "logo__owner", KEEP, own=False),
    PersonalData("settings.AuditValues", "entry__actor", KEEP, empty={"network": ""}, own=False, loose="values"),
]

IMPERSONAL = [NonPersonalModel("settings.Branch")]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Keep the entries; empty values about the person's rows and remove the person from other values."""
    empty_audit_values(AuditLog.objects.filter(object_id__in=identifiers.ids))
    identifiers.scrub_column(AuditValues.objects.all(), "values")
