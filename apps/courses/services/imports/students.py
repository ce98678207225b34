"""Imports of pupils with their groups and guardians."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from apps.accounts.access import check_can_grant_role
from apps.accounts.models import User
from apps.core.permissions import Role
from apps.core.tables import Row, Table
from apps.courses.models import Group, Import, ImportKind
from apps.courses.services.imports.fields import FIELDS, NEEDED, PRESETS
from apps.courses.services.imports.intake import Shape, take_table
from apps.courses.services.imports.judging import Judge, Outcome
from apps.courses.services.imports.known import look_up
from apps.courses.services.imports.pupils import read_pupil
from apps.courses.services.imports.running import Judged, carry_out
from apps.courses.services.imports.writing import made_by, new_person, write
from apps.jobs.kinds import ClaimedJob
from apps.settings.models import Branch
from apps.settings.queries import system

IMPORT_STUDENTS = "courses.import_students"
PERMISSION = "courses.import"


def take_students(
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

    Raise as `take_table`; Forbidden for an actor who may not create pupils and parents.
    """
    check_can_grant_role(actor, role=Role.STUDENT)
    check_can_grant_role(actor, role=Role.PARENT)
    options: dict[str, Any] = {"name_order": name_order}
    options |= {"group": str(group.pk)} if group else {}
    options |= {"branch": str(branch.pk)} if branch else {}
    return take_table(
        actor=actor,
        upload=upload,
        dry_run=dry_run,
        shape=Shape(ImportKind.STUDENTS, IMPORT_STUDENTS, FIELDS, PRESETS, lambda _headings, _mapping: NEEDED),
        preset=preset,
        mapping=mapping,
        options=options,
    )


def import_students(job: ClaimedJob) -> None:
    """Job handler: see `carry_out`."""
    carry_out(job, permission=PERMISSION, carry=_carry)


def _carry(found: Import, table: Table) -> Sequence[Judged]:
    actor = found.by
    assert actor is not None
    options = found.options
    foreign = system().foreign_phones
    read = [
        read_pupil(row, found.mapping, name_order=options.get("name_order", "auto"), foreign=foreign)
        for row in table.rows
    ]
    branch = Branch.objects.filter(pk=options["branch"]).first() if "branch" in options else None
    known = look_up(actor, branch, read, hold=not found.dry_run)
    groups = [group for groups in known.groups.values() for group in groups]
    default = next((group for group in groups if str(group.pk) == options.get("group")), None)
    judge = Judge(
        actor=actor,
        known=known,
        default_group=default,
        default_gone="group" in options and default is None,
        new_person=new_person,
    )
    outcomes = [judge.judge(pupil) for pupil in read]
    if not found.dry_run:
        write(actor=actor, outcomes=[outcome for outcome in outcomes if outcome.changes])
    return [_judged(row, one, written=not found.dry_run) for row, one in zip(table.rows, outcomes, strict=True)]


def _judged(row: Row, one: Outcome, *, written: bool) -> Judged:
    made = made_by(one) if written else {}
    if not made and one.person is not None and one.user is None:
        made = {"person": str(one.person.pk)}
    return Judged(row, one.verdict, one.pupil.errors, made)
