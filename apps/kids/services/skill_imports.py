"""Skills that come as a sheet."""

from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile

from apps.accounts.models import User
from apps.core.tables.uploads import read_uploaded_table
from apps.core.uow import unit_of_work
from apps.kids.services.skill_storing import lock_skills, store_drafts
from apps.kids.skill_queries import LoadedTree, load_tree
from apps.kids.skill_sheets import ReadSheet, RefusedCell, read_skills
from apps.kids.skill_tree import find_problems
from apps.settings.services import write_audit_logs


@dataclass
class SheetReport:
    """What a sheet changes, by code. With anything in `refused`, nothing is changed."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: int = 0
    refused: list[RefusedCell] = field(default_factory=list)


def import_skills(*, actor: User, upload: "UploadedFile[bytes]", dry_run: bool) -> SheetReport:
    """Store the skills of a sheet, all or none; with `dry_run` only report what would change. Skills that do not stand
    in it stay.

    Raise as `read_uploaded_table`, and Invalid on "file" for a table of something else.
    """
    table = read_uploaded_table(upload)
    with unit_of_work():
        lock_skills()
        loaded = load_tree()
        sheet = read_skills(table, loaded.tree)
        report = _judge(loaded, sheet)
        if not dry_run and not report.refused:
            stored = store_drafts(loaded, sheet.drafts.values())
            entries = [
                ("kids.create_skill" if row.code in report.created else "kids.change_skill", row, changes)
                for row, changes in stored
            ]
            write_audit_logs(actor=actor, entries=entries)
    return report


def _judge(loaded: LoadedTree, sheet: ReadSheet) -> SheetReport:
    report = SheetReport(refused=list(sheet.refused))
    for code, draft in sheet.drafts.items():
        if code not in loaded.tree:
            report.created.append(code)
        elif draft != loaded.tree[code]:
            report.changed.append(code)
        else:
            report.same += 1
    if not report.refused:
        problems = find_problems(loaded.tree | sheet.drafts, loaded.kinds, set(sheet.drafts))
        report.refused = [
            RefusedCell(sheet.rows.get(problem.code, 0), problem.field, problem.code, problem.message)
            for problem in sorted(problems, key=lambda problem: sheet.rows.get(problem.code, 0))
        ]
    return report
