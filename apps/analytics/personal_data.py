"""Personal data of analytics: facts that name a person go with them; those of groups and branches name nobody."""

from typing import Any

from django.db.models import QuerySet

from apps.analytics.models import ReportCard, RiskAction
from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers


def _list_sent(rows: QuerySet[Any], _person: Any, _reader: Any) -> QuerySet[Any]:
    """Return the cards that the family got already."""
    return rows.filter(sent_at__isnull=False)


PERSONAL_DATA = [
    PersonalData("analytics.PersonDay", "person", DELETE, "measure day currency numerator denominator"),
    PersonalData("analytics.GroupDay", "group__lead_teacher", KEEP, own=False),
    PersonalData("analytics.CourseDay", "course__thumbnail__owner", KEEP, own=False),
    # Never shown to pupils and parents: a guess of staff's tool, not a fact about the person.
    PersonalData("analytics.PupilRisk", "student", DELETE, loose="reasons signs"),
    PersonalData("analytics.RiskAction", "student", DELETE),
    PersonalData("analytics.RiskAction", "by", KEEP, "created_at kind", empty={"by": None}, own=False),
    PersonalData("analytics.Activity", "person", DELETE, "day kind object_id page views seconds"),
    PersonalData("analytics.Report", "by", DELETE, "id created_at name table format state rows"),
    PersonalData("analytics.ReportSchedule", "by", DELETE, "id created_at name table format weekday month_day hour"),
    PersonalData("analytics.OwnFigure", "owner", DELETE, "id created_at name measures by step period shared_with"),
    PersonalData("analytics.ReportReceiver", "user", DELETE, "created_at schedule__name"),
    PersonalData(
        "analytics.ReportCard",
        "student",
        DELETE,
        "id created_at version numbers comment sent_at",
        loose="numbers comment",
        for_reader=_list_sent,
    ),
    PersonalData("analytics.ReportCard", "comment_by", KEEP, "id created_at", empty={"comment_by": None}, own=False),
    PersonalData("analytics.ReportCardBatch", "by", KEEP, "id created_at title", empty={"by": None}, own=False),
]

IMPERSONAL = [
    NonPersonalModel("analytics.RowChange", "old new"),
    NonPersonalModel("analytics.FactsBuild"),
    NonPersonalModel("analytics.StaleDay"),
    NonPersonalModel("analytics.FactsState"),
    NonPersonalModel("analytics.FactsProof"),
    NonPersonalModel("analytics.BranchDay"),
    NonPersonalModel("analytics.RiskModel", "features quality"),
]
"""Changed rows hold ids and times only, for minutes."""


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Remove the name from notes about others."""
    identifiers.scrub_column(RiskAction.objects.all(), "note")
    identifiers.scrub_column(ReportCard.objects.all(), "comment")
