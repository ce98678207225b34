"""Personal data that courses and groups store."""

from uuid import UUID

from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.courses.models import Group, Import, ImportMapping, ImportRow, Membership, WaitingEntry
from apps.courses.services import end_membership, remove_from_waiting_list
from apps.courses.services.imports.retention import erase_import_rows_about_person

PERSONAL_DATA = [
    PersonalData("courses.Course", "thumbnail__owner", KEEP, own=False),
    PersonalData("courses.Course_prerequisites", "from_course__thumbnail__owner", KEEP, own=False),
    PersonalData("courses.CourseThumbnail", "file__owner", KEEP, own=False),
    PersonalData("courses.CoursePrice", "course__thumbnail__owner", KEEP, own=False),
    PersonalData("courses.Group", "lead_teacher", KEEP, "id name course__slug branch__name status", own=False),
    PersonalData("courses.Group", "assistants", KEEP, "id name course__slug", own=False),
    PersonalData("courses.Group_assistants", "user", DELETE, own=False),
    PersonalData("courses.LeadChange", "former", KEEP, "group__name on", own=False),
    PersonalData("courses.LeadChange", "teacher", KEEP, "group__name on", own=False),
    PersonalData("courses.LeadChange", "by", KEEP, "group__name on", own=False),
    PersonalData("courses.CourseTeacher", "teacher", DELETE, "course__slug kind", own=False),
    PersonalData("courses.Placement", "student", DELETE, "created_at language level__name method score found_on note"),
    PersonalData("courses.Placement", "found_by", KEEP, "created_at student level__name found_on", own=False),
    PersonalData(
        "courses.Membership",
        "student",
        KEEP,
        "id group__name group__course__slug status joined_on leaves_on left_on reason",
        empty={"reason": ""},
    ),
    PersonalData(
        "courses.MembershipChange",
        "membership__student",
        KEEP,
        "created_at membership from_status to_status kind on until reason",
        empty={"reason": ""},
    ),
    PersonalData("courses.MembershipChange", "by", KEEP, "created_at membership to_status on", own=False),
    PersonalData(
        "courses.Freeze",
        "membership__student",
        KEEP,
        "created_at membership starts_on ends_on reason",
        empty={"reason": ""},
    ),
    PersonalData("courses.Freeze", "by", KEEP, "created_at membership starts_on ends_on", own=False),
    PersonalData("courses.WaitingEntry", "student", DELETE, "created_at group__name note closed_at"),
    PersonalData(
        "courses.Import",
        "by",
        KEEP,
        "created_at kind state finished_at",
        own=False,
        loose="columns mapping options figures problem",
    ),
    PersonalData("courses.ImportMapping", "by", KEEP, "created_at kind", own=False, loose="columns"),
    PersonalData("courses.ImportRow", "belongs_to__by", KEEP, own=False, loose="cells errors made"),
]

IMPERSONAL = [
    NonPersonalModel("courses.Category", "name"),
    NonPersonalModel("courses.Level", "name"),
    NonPersonalModel("courses.Holiday", "name"),
]


def prepare_erasure(person: UUID) -> None:
    """End the memberships of an erased person without notifications, and remove the person from waiting lists and
    assistants.
    """
    for membership in Membership.objects.filter(student=person, left_on__isnull=True).select_related("group__branch"):
        end_membership(actor=None, membership=membership, silent=True)
    for entry in WaitingEntry.objects.filter(student=person, closed_at__isnull=True).select_related("group"):
        remove_from_waiting_list(actor=None, entry=entry)
    Group.assistants.through.objects.filter(user_id=person).delete()


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Erase the person from import rows: the rows that created the person, and other rows that name the person."""
    erase_import_rows_about_person(
        ids=[str(identifiers.person)], names=identifiers.names, addresses=identifiers.addresses
    )
    for column in ("cells", "errors", "made"):
        identifiers.scrub_column(ImportRow.objects.all(), column)
    for column in ("columns", "mapping", "options", "figures", "problem"):
        identifiers.scrub_column(Import.objects.all(), column)
    identifiers.scrub_column(ImportMapping.objects.all(), "columns")
