"""Personal data of leads. A person with an account gets own leads with their timeline and contract; what a stranger
left is erased by phone and name.
"""

from django.db.models import Q

from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.leads.models import Lead, LeadContract, LeadEntry

PERSONAL_DATA = [
    PersonalData(
        "leads.Lead",
        "student",
        DELETE,
        "id created_at name email note source course__slug group__name next_step next_step_at consented_at tried_on "
        "converted_at lost_at loss_reason",
    ),
    PersonalData("leads.LeadPhone", "lead__student", DELETE, "id created_at phone"),
    PersonalData("leads.LeadEntry", "lead__student", DELETE, "id at kind text outcome"),
    PersonalData(
        "leads.LeadContract", "student", KEEP, "id number signed_on facts", empty={"student": None, "facts": {}}
    ),
    PersonalData("leads.Lead", "owner", KEEP, "id created_at", empty={"owner": None}, own=False),
    PersonalData("leads.Lead", "claimed_by", KEEP, "id", empty={"claimed_by": None, "claimed_until": None}, own=False),
    PersonalData("leads.Lead", "converted_by", KEEP, "id converted_at", empty={"converted_by": None}, own=False),
    PersonalData("leads.LeadEntry", "author", KEEP, "id at kind", empty={"author": None}, own=False, loose="data"),
    PersonalData("leads.LeadForm", "course__course_teachers__teacher", KEEP, own=False),
    PersonalData("leads.MetaArrival", "lead__student", DELETE, "id leadgen_id told_at"),
]

IMPERSONAL = [NonPersonalModel("leads.LeadStage", "name"), NonPersonalModel("leads.LeadCost")]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Delete leads of the person that have no account, by phone, and remove the name from notes about others."""
    mine = Lead.objects.filter(student__isnull=True).filter(
        Q(phones__phone__in=identifiers.addresses) | Q(email__in=identifiers.addresses)
    )
    Lead.objects.filter(pk__in=list(mine.values_list("pk", flat=True)), contract__isnull=True).delete()
    identifiers.scrub_column(Lead.objects.all(), "note")
    identifiers.scrub_column(LeadEntry.objects.all(), "text")
    identifiers.scrub_column(LeadEntry.objects.all(), "data")
    identifiers.scrub_column(LeadContract.objects.filter(student__isnull=True), "facts")
