"""Exports of pupils and groups as spreadsheets. The pupil export can be imported again."""

from collections.abc import Iterator, Mapping
from typing import IO, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.core.tables.cells import Cell
from apps.core.tables.writer import TableFileKind, write_table
from apps.core.translated_texts import pick_translation
from apps.courses import queries
from apps.courses.models import Group, Membership, Placement
from apps.courses.services.imports.columns import ImportField
from apps.courses.services.imports.fields import PUPIL_FIELDS
from apps.settings.services import write_audit_log

PUPIL_COLUMNS = (
    "number", "last_name", "first_name", "phone", "email", "birth_date", "group", "joined_on", "level", "parent_name",
    "parent_phone", "patronymic",
)  # fmt: skip
CHUNK_SIZE = 1000
FIELDS_BY_NAME: Mapping[str, ImportField] = {field.name: field for field in PUPIL_FIELDS}


def export_students(
    *,
    actor: User,
    file_kind: TableFileKind,
    group_id: UUID | None = None,
    branch_id: UUID | None = None,
    status: str | None = None,
) -> IO[bytes]:
    """Write pupils within the actor's reach to a file, ordered by name, with their first guardian and open groups.

    Filter by group, by branch of a group and by membership status, where given. Audited.
    """
    wanted = {"group": group_id, "group__branch": branch_id, "status": status}
    given = {name: value for name, value in wanted.items() if value is not None}
    people = queries.list_people_within_reach(actor).filter(role=Role.STUDENT)
    if given:
        seen = queries.list_taught_groups(actor).order_by().values("pk")
        here = Membership.objects.filter(student=OuterRef("pk"), left_on__isnull=True, group__in=seen, **given)
        people = people.filter(Exists(here))
    _audit_export(actor, "courses.export_students", people.count(), file_kind, given)
    headings = [str(FIELDS_BY_NAME[name].title) for name in PUPIL_COLUMNS]
    return write_table(file_kind, headings, _pupil_cells(actor, people), title=_("Pupils"))


def export_groups(
    *, actor: User, file_kind: TableFileKind, branch_id: UUID | None = None, status: str | None = None
) -> IO[bytes]:
    """Write the groups of the actor's branches to a file, ordered by name; filter by branch and status. Audited."""
    wanted = {"branch": branch_id, "status": status}
    given = {name: value for name, value in wanted.items() if value is not None}
    groups = queries.list_taught_groups(actor).filter(**given)
    _audit_export(actor, "courses.export_groups", groups.count(), file_kind, given)
    headings = [
        _("Group"), _("Course"), _("Level"), _("Branch"), _("Lead teacher"), _("Pupils"), _("Seats"), _("Starts on"),
        _("Ends on"), _("Status"),
    ]  # fmt: skip
    return write_table(file_kind, headings, _group_cells(groups), title=_("Groups"))


def _audit_export(actor: User, action: str, rows: int, file_kind: TableFileKind, given: Mapping[str, Any]) -> None:
    filters = {name.rpartition("__")[2]: (None, str(value)) for name, value in given.items()}
    write_audit_log(actor, action, None, {"rows": (None, rows), "format": (None, file_kind), **filters})


def _pupil_cells(actor: User, people: QuerySet[User]) -> Iterator[list[Cell]]:
    seen = queries.list_taught_groups(actor).order_by().values("pk")
    memberships = Membership.objects.filter(left_on__isnull=True, group__in=seen)
    memberships = memberships.select_related("group").order_by("joined_on", "id")
    guardians = Guardian.objects.filter(ended_at__isnull=True).select_related("parent").order_by("id")
    placements = Placement.objects.select_related("level").order_by("-found_on", "-id")
    with_related = people.prefetch_related(
        Prefetch("memberships", queryset=memberships, to_attr="open_ones"),
        Prefetch("guardians", queryset=guardians, to_attr="carers"),
        Prefetch("placements", queryset=placements, to_attr="found_levels"),
    )
    for pupil in with_related.order_by("last_name", "first_name", "id").iterator(chunk_size=CHUNK_SIZE):
        loaded_pupil: Any = pupil
        open_ones, carers, levels = loaded_pupil.open_ones, loaded_pupil.carers, loaded_pupil.found_levels
        person = [pupil.number, pupil.last_name, pupil.first_name, pupil.phone, pupil.email]
        groups = ", ".join(membership.group.name for membership in open_ones)
        joined_on = open_ones[0].joined_on if open_ones else None
        level = levels[0].level.code if levels else None
        parent = (carers[0].parent.full_name, carers[0].parent.phone) if carers else (None, None)
        yield [*person, pupil.birth_date, groups, joined_on, level, *parent, pupil.patronymic]


def _group_cells(groups: QuerySet[Group]) -> Iterator[list[Cell]]:
    for group in groups.order_by("name", "id").iterator(chunk_size=CHUNK_SIZE):
        course = [pick_translation(group.course.title), group.course.level]
        seats = [group.seats_taken, group.capacity, group.starts_on, group.ends_on, group.status]
        yield [group.name, *course, group.branch.name, group.lead_teacher.full_name, *seats]
