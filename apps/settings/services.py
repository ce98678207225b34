"""Write system settings, branches and the audit log."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core import request_context
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.settings import rules
from apps.settings.definitions import SETTINGS
from apps.settings.models import AuditLog, AuditValues, Branch, SystemSettings

Changes = Mapping[str, tuple[Any, Any]]
AuditedChange = tuple[str, Model, Changes]
"""The action, the object and the changes, as `write_audit_log` takes them."""
ID_LENGTH = 64
SWITCHED_ON = {"guardians_read_along": "guardians_read_along_since"}
"""Switches of which it counts since when they are on, and the column of that time."""
SETTINGS_CHANGED = _("Another user has changed the settings. Please read them again.")


def write_audit_log(
    actor: Any,
    action: str,
    obj: Model | None = None,
    changes: Changes | None = None,
    *,
    about: tuple[str, str] = ("", ""),
) -> AuditLog:
    """Write who did what to which object. `changes` maps each field to (old value, new value).

    `actor` is a user, or None for the platform. `about`: type and id of an object without a row. The entry cannot be
    changed and is deleted only by retention. Values and the client's network are in a side row that
    `erase_audit_values` empties. Call it in the unit of work of the change.
    """
    subject = about if obj is None else (obj._meta.label_lower, str(obj.pk))
    entry, values = _build_audit_rows(actor, action, subject, changes or {})
    with transaction.atomic(savepoint=False):  # a change without its entry is undone; a savepoint would be for nothing
        entry.save(force_insert=True)
        if values:
            values.save(force_insert=True)
    return entry


def write_audit_logs(*, actor: Any, entries: Sequence[AuditedChange]) -> None:
    """Like `write_audit_log` for many objects, two statements for each thousand. Call it in the unit of work of the
    changes.
    """
    rows = [
        _build_audit_rows(actor, action, (obj._meta.label_lower, str(obj.pk)), changes)
        for action, obj, changes in entries
    ]
    with transaction.atomic(savepoint=False):
        AuditLog.objects.bulk_create([entry for entry, _values in rows], batch_size=1000)
        AuditValues.objects.bulk_create([values for _entry, values in rows if values], batch_size=1000)


def _build_audit_rows(
    actor: Any, action: str, subject: tuple[str, str], changes: Changes
) -> tuple[AuditLog, AuditValues | None]:
    """Return an entry and, where there is something to store, its side row. `subject`: type and id of the object."""
    (kind, key), network = subject, request_context.get_client_network()
    entry = AuditLog(actor=actor, action=action, object_type=kind, object_id=key[:ID_LENGTH], fields=sorted(changes))
    entry.request_id = request_context.get_request_id()
    stored = changes or network
    return entry, AuditValues(entry=entry, values=_to_json(changes), network=network) if stored else None


def _to_json(changes: Changes) -> dict[str, Any]:
    pairs = {field: [old, new] for field, (old, new) in changes.items()}
    values: dict[str, Any] = orjson.loads(orjson.dumps(pairs, default=str))
    return values


def erase_audit_values(*, object_type: str, object_id: str) -> int:
    """Empty the old and new values of all entries about one object; return how many. The entries stay."""
    return empty_audit_values(AuditLog.objects.filter(object_type=object_type, object_id=object_id))


def empty_audit_values(entries: QuerySet[AuditLog]) -> int:
    """Empty the old and new values of these entries; return how many."""
    with unit_of_work():
        return AuditValues.objects.filter(entry__in=entries).update(values={}, network="")


def update_system_settings(*, actor: Any, version: int | None = None, **values: Any) -> SystemSettings:
    """Change the given settings and audit those that differ. Raise Invalid with each invalid field.

    `version` is the one that the caller has read; raise Conflict when there is a newer one.
    """
    with unit_of_work():
        row = SystemSettings.objects.select_for_update().get(pk=1)
        if version is not None and version != row.version:
            raise Conflict(SETTINGS_CHANGED, fields={"version": [SETTINGS_CHANGED]})
        return write_and_audit_settings(row=row, values=values, actor=actor, action="settings.update")


def write_and_audit_settings(
    *, row: SystemSettings, values: Mapping[str, Any], actor: Any, action: str
) -> SystemSettings:
    """Write these settings into the locked row, and audit those that differ as `action`. Raise Invalid with each
    invalid field.
    """
    unknown = set(values) - set(SETTINGS)
    if unknown:
        raise Invalid(fields={name: [_("There is no such setting.")] for name in sorted(unknown)})
    typed = _convert_values(values)
    changed = {name: (getattr(row, name), new) for name, new in typed.items() if getattr(row, name) != new}
    for name, (_old, new) in changed.items():
        setattr(row, name, new)
    if not changed:
        return row
    since = [column for name, column in SWITCHED_ON.items() if changed.get(name, (None, False))[1]]
    for column in since:
        setattr(row, column, timezone.now())
    row.version += 1
    _validate_row(
        row,
        also=rules.find_setting_errors({name: getattr(row, name) for name in SETTINGS}, changed_settings=set(changed)),
    )
    row.save(update_fields=[*changed, *since, "version", "updated_at"])
    write_audit_log(actor, action, row, changed)
    return row


def _convert_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values in the types of their columns: a time as text becomes a time."""
    typed: dict[str, Any] = {}
    wrong: dict[str, list[Any]] = {}
    for name, value in values.items():
        field: Any = SystemSettings._meta.get_field(name)
        try:
            typed[name] = field.to_python(value)
        except ValidationError as error:
            wrong[name] = list(error.messages)
    if wrong:
        raise Invalid(fields=wrong)
    return typed


def save_branch(*, actor: Any, branch: Branch, changes: Changes) -> Branch:
    """Save a new or changed branch and audit `changes`. Raise Invalid with each invalid field.

    The default branch stays the default.
    """
    with unit_of_work():
        old = Branch.objects.select_for_update().filter(pk=branch.pk).first()
        branch.is_default = old is not None and old.is_default
        _validate_row(branch)
        branch.save()
        write_audit_log(actor, "branches.save", branch, changes)
    return branch


def add_branch(*, actor: Any, values: Mapping[str, Any]) -> Branch:
    """Create a branch with these values; see `save_branch`."""
    changes = {name: (None, new) for name, new in values.items()}
    return save_branch(actor=actor, branch=Branch(**values), changes=changes)


def change_branch(*, actor: Any, branch: Branch, values: Mapping[str, Any]) -> Branch:
    """Change these fields of a branch; nothing is written when none differs. See `save_branch`."""
    with unit_of_work():
        locked_branch = Branch.objects.select_for_update().get(pk=branch.pk)
        changes = locked_branch.apply_changes(values)
        return save_branch(actor=actor, branch=locked_branch, changes=changes) if changes else locked_branch


def _validate_row(row: Model, *, also: Mapping[str, list[Any]] | None = None) -> None:
    """Raise Invalid with errors of the fields and of `also`, then with those of constraints."""
    try:
        row.clean_fields()
        if also:
            raise Invalid(fields=also)
        row.full_clean()
    except ValidationError as error:
        raise Invalid(fields={k: list(v) for k, v in error.message_dict.items()}) from error
