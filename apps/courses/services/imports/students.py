"""Imports of pupils with their groups and guardians."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from apps.accounts.access import check_can_grant_role, has_permission
from apps.accounts.models import User
from apps.core.errors import DomainError, Invalid
from apps.core.permissions import Role
from apps.core.stored_messages import StoredMessage, serialize_message
from apps.core.tables.reader import Table, TableRow
from apps.courses.models import Group, Import, ImportKind, ImportRow
from apps.courses.services.imports.checked import run_checked_import
from apps.courses.services.imports.existing_data import load_existing_data
from apps.courses.services.imports.extra_columns import (
    ExtraColumns,
    ExtraPlanner,
    list_extra_columns,
    list_permitted_extras,
)
from apps.courses.services.imports.fields import PRESETS, PUPIL_FIELDS, REQUIRED_FIELDS
from apps.courses.services.imports.pupil_rows import parse_pupil_row, read_cells
from apps.courses.services.imports.row_planning import RowPlan, RowPlanner
from apps.courses.services.imports.runner import run_import
from apps.courses.services.imports.table_upload import TableSpec, create_import
from apps.courses.services.imports.writer import describe_created_objects, save_row_plans
from apps.jobs.kinds import ClaimedJob
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings
from ml.text import build_search_key

IMPORT_STUDENTS = "courses.import_students"
PERMISSION = "courses.import"


def create_student_import(
    *,
    actor: User,
    upload: "UploadedFile[bytes]",
    dry_run: bool,
    preset: str = "",
    mapping: Mapping[str, str | None] | None = None,
    columns: Mapping[str, str | None] | None = None,
    group: Group | None = None,
    branch: Branch | None = None,
    name_order: str = "auto",
) -> Import:
    """Create an import of pupils; a job does the rest. `group` is for rows without a group, `branch` limits the search
    for groups. Columns of other apps (`extra_columns`) for which the actor has no permission are left alone.

    Raise as `create_import`; Forbidden for an actor who may not create pupils and parents.
    """
    check_can_grant_role(actor, role=Role.STUDENT)
    check_can_grant_role(actor, role=Role.PARENT)
    options: dict[str, Any] = {"name_order": name_order}
    options |= {"group": str(group.pk)} if group else {}
    options |= {"branch": str(branch.pk)} if branch else {}
    permitted = list_permitted_extras(actor)
    refused = [extra for extra in list_extra_columns() if extra not in permitted]
    chosen = {*(mapping or {}), *(name for name in (columns or {}).values() if name)}
    for extra in refused:
        if chosen & {field.name for field in extra.fields}:
            raise Invalid.field("columns" if columns else "mapping", extra.refusal)
    spec = TableSpec(
        ImportKind.STUDENTS,
        IMPORT_STUDENTS,
        (*PUPIL_FIELDS, *(field for extra in permitted for field in extra.fields)),
        PRESETS,
        lambda *_table: REQUIRED_FIELDS,
        lambda headings, mapped: {"notes": _list_notes(refused, headings, mapped)},
    )
    return create_import(
        actor=actor,
        upload=upload,
        dry_run=dry_run,
        spec=spec,
        preset=preset,
        mapping=mapping,
        columns=columns,
        options=options,
    )


def _list_notes(
    refused: Sequence[ExtraColumns], headings: Sequence[str], mapped: Mapping[str, str]
) -> dict[str, StoredMessage]:
    """Return why columns are left alone that the actor has no permission to import, by heading."""
    notes = {}
    for extra in refused:
        known = frozenset().union(*(field.headings for field in extra.fields))
        for heading in headings:
            if build_search_key(heading) in known and heading not in mapped.values():
                notes[heading] = serialize_message(extra.refusal)
    return notes


def run_student_import(*, actor: User, table_import: Import) -> Import:
    """Carry out an import of pupils that was checked: see `run_checked_import`. Raise Forbidden as the upload does."""
    check_can_grant_role(actor, role=Role.STUDENT)
    return run_checked_import(actor=actor, table_import=table_import, job=IMPORT_STUDENTS)


def import_students(job: ClaimedJob) -> None:
    """Job handler: see `run_import`."""
    run_import(job, permission=PERMISSION, handler=_import_table)


def _import_table(table_import: Import, table: Table) -> Sequence[ImportRow]:
    actor = table_import.by
    assert actor is not None
    options = table_import.options
    foreign = get_system_settings().foreign_phones
    order = options.get("name_order", "auto")
    pupils = [
        parse_pupil_row(row, table_import.mapping, name_order=order, allow_foreign_phones=foreign) for row in table.rows
    ]
    branch = Branch.objects.filter(pk=options["branch"]).first() if "branch" in options else None
    extras = _start_extras(actor, branch, table_import.mapping)
    for extra in extras:
        for row, pupil in zip(table.rows, pupils, strict=True):
            extra.parse_row(pupil, read_cells(row, table_import.mapping))
    existing = load_existing_data(actor, branch, pupils, lock=not table_import.dry_run)
    groups = [group for groups in existing.groups.values() for group in groups]
    default = next((group for group in groups if str(group.pk) == options.get("group")), None)
    for extra in extras:
        extra.load({user.pk for namesakes in existing.by_name.values() for user in namesakes.values()}, groups)
    planner = RowPlanner(
        actor=actor,
        existing=existing,
        extras=extras,
        default_group=default,
        default_group_closed="group" in options and default is None,
    )
    plans = [planner.plan_row(pupil) for pupil in pupils]
    if not table_import.dry_run:
        save_row_plans(actor=actor, plans=[plan for plan in plans if plan.has_changes])
    written = not table_import.dry_run
    made: dict[int, dict[str, Any]] = defaultdict(dict)
    for extra in extras if written else ():
        for number, effects in extra.save().items():
            made[number] |= effects
    return [
        _build_result(row, plan, written=written, more=made[row.number])
        for row, plan in zip(table.rows, plans, strict=True)
    ]


def _start_extras(actor: User, branch: Branch | None, mapping: Mapping[str, str]) -> list[ExtraPlanner]:
    """Return the planners of extra columns that the table has; DomainError when the permission is gone."""
    present = [extra for extra in list_extra_columns() if any(field.name in mapping for field in extra.fields)]
    for extra in present:
        if not has_permission(actor, extra.permission):
            raise DomainError(extra.refusal)
    return [extra.start(actor, branch) for extra in present]


def _build_result(row: TableRow, plan: RowPlan, *, written: bool, more: Mapping[str, Any]) -> ImportRow:
    made = {**describe_created_objects(plan), **more} if written else {}
    if not made and plan.person is not None and plan.new_user is None:
        made = {"person": str(plan.person.pk)}
    errors = plan.pupil.errors
    return ImportRow(number=row.number, cells=row.cells, verdict=plan.verdict, errors=errors, made=made)
