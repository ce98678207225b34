"""Personal data of leads. A person with an account gets own leads with their timeline and contract; what a stranger
left is erased by phone and name.
"""

from django.db.models import Q, QuerySet

from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.leads.models import Lead, LeadContract, LeadEntry, LeadPhone
from ml.text.names import is_part_of_name, read_name

PERSONAL_DATA = [
    PersonalData(
        "leads.Lead",
        "student",
        DELETE,
        "id created_at name email note source course__slug group__name next_step next_step_at consented_at tried_on "
        "converted_at lost_at loss_reason",
    ),
    PersonalData("leads.Lead", "merged_into__student", DELETE, "id created_at name email note source"),
    PersonalData("leads.LeadPhone", "lead__merged_into__student", DELETE, "id created_at phone"),
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
    PersonalData("leads.TelegramStranger", "lead__student", DELETE, "id created_at wrote_at"),
    # The notice stays until its time: without it Meta's poll would bring the person back.
    PersonalData("leads.MetaArrival", "lead__student", KEEP, "id leadgen_id told_at", empty={"lead": None}),
]

IMPERSONAL = [NonPersonalModel("leads.LeadStage", "name"), NonPersonalModel("leads.LeadCost")]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Delete leads of the person that have no account, by phone or e-mail and name, with their doubles: `Anna` and
    `Anna Sergeyevna Kim` of Anna Kim too, since what may be the person's must not stay. A lead of another name (a twin)
    loses only the phone or e-mail. Remove the name from notes about others.
    """
    reached = Lead.objects.filter(student__isnull=True).filter(
        Q(phones__phone__in=identifiers.addresses) | Q(email__in=identifiers.addresses)
    )
    names = [read_name(name) for name in identifiers.names]
    near = [(lead.pk, read_name(lead.name)) for lead in reached.distinct()]
    mine = [key for key, written in near if any(is_part_of_name(written, name) for name in names)]
    _delete_with_doubles(Lead.objects.filter(pk__in=mine, contract__isnull=True))
    LeadPhone.objects.filter(phone__in=identifiers.addresses, lead__student__isnull=True).delete()
    Lead.objects.filter(email__in=identifiers.addresses, student__isnull=True).update(email="")
    identifiers.scrub_column(Lead.objects.all(), "note")
    identifiers.scrub_column(LeadEntry.objects.all(), "text")
    identifiers.scrub_column(LeadEntry.objects.all(), "data")
    identifiers.scrub_column(LeadContract.objects.filter(student__isnull=True), "facts")


def _delete_with_doubles(leads: QuerySet[Lead]) -> None:
    """Delete leads and the doubles that were merged into them: a double keeps its name and its phones."""
    keys = list(leads.values_list("pk", flat=True))
    Lead.objects.filter(Q(pk__in=keys) | Q(merged_into__in=keys)).delete()
