"""Imports of pupils with their groups and guardians."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from apps.accounts.access import check_can_grant_role
from apps.accounts.models import User
from apps.core.permissions import Role
from apps.core.tables.reader import Table, TableRow
from apps.courses.models import Group, Import, ImportKind, ImportRow
from apps.courses.services.imports.existing_data import load_existing_data
from apps.courses.services.imports.fields import PRESETS, PUPIL_FIELDS, REQUIRED_FIELDS
from apps.courses.services.imports.pupil_rows import parse_pupil_row
from apps.courses.services.imports.row_planning import RowPlan, RowPlanner
from apps.courses.services.imports.runner import run_import
from apps.courses.services.imports.table_upload import TableSpec, create_import
from apps.courses.services.imports.writer import describe_created_objects, save_row_plans
from apps.jobs.kinds import ClaimedJob
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings

IMPORT_STUDENTS = "courses.import_students"
PERMISSION = "courses.import"


def create_student_import(
    *,
    actor: User,
    upload: "UploadedFile[bytes]",
    dry_run: bool,
    preset: str = "",
    mapping: Mapping[str, str | None] | None = None,
    group: Group | None = None,
    branch: Branch | None = None,
    name_order: str = "auto",
) -> Import:
    """Create an import of pupils; a job does the rest. `group` is for rows without a group, `branch` limits the search
    for groups.

    Raise as `create_import`; Forbidden for an actor who may not create pupils and parents.
    """
    check_can_grant_role(actor, role=Role.STUDENT)
    check_can_grant_role(actor, role=Role.PARENT)
    options: dict[str, Any] = {"name_order": name_order}
    options |= {"group": str(group.pk)} if group else {}
    options |= {"branch": str(branch.pk)} if branch else {}
    spec = TableSpec(ImportKind.STUDENTS, IMPORT_STUDENTS, PUPIL_FIELDS, PRESETS, lambda *_table: REQUIRED_FIELDS)
    return create_import(
        actor=actor, upload=upload, dry_run=dry_run, spec=spec, preset=preset, mapping=mapping, options=options
    )


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
    existing = load_existing_data(actor, branch, pupils, lock=not table_import.dry_run)
    groups = [group for groups in existing.groups.values() for group in groups]
    default = next((group for group in groups if str(group.pk) == options.get("group")), None)
    planner = RowPlanner(
        actor=actor,
        existing=existing,
        default_group=default,
        default_group_closed="group" in options and default is None,
    )
    plans = [planner.plan_row(pupil) for pupil in pupils]
    if not table_import.dry_run:
        save_row_plans(actor=actor, plans=[plan for plan in plans if plan.has_changes])
    written = not table_import.dry_run
    return [_build_result(row, plan, written=written) for row, plan in zip(table.rows, plans, strict=True)]


def _build_result(row: TableRow, plan: RowPlan, *, written: bool) -> ImportRow:
    made = describe_created_objects(plan) if written else {}
    if not made and plan.person is not None and plan.new_user is None:
        made = {"person": str(plan.person.pk)}
    errors = plan.pupil.errors
    return ImportRow(number=row.number, cells=row.cells, verdict=plan.verdict, errors=errors, made=made)
