"""Carry out an import that was only checked, with the file that is kept of it."""

from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.uow import unit_of_work
from apps.courses.models import Import, ImportState
from apps.settings.services import write_audit_log


def run_checked_import(*, actor: User, table_import: Import, job: str) -> Import:
    """Create an import of the same file with the same columns and enqueue its job; every row is judged anew.

    Raise Conflict unless `table_import` is a dry run that was carried out, and when its file is gone.
    """
    if table_import.state != ImportState.CHECKED:
        raise Conflict(_("Only an import that was checked can be carried out."))
    if table_import.file is None:
        raise Conflict(_("The file of this import is gone: please send it again."))
    names = ("kind", "file", "preset", "columns", "mapping", "options")
    with unit_of_work():
        created = Import(by=actor, dry_run=False, **{name: getattr(table_import, name) for name in names})
        created.save()
        jobs.enqueue(kind=job, object_id=created.pk)
        write_audit_log(actor, "courses.take_table", created, {"kind": (None, created.kind), "dry_run": (None, False)})
    return created
