"""Writes of system settings, and the audit log."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core import request_id
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.settings.models import AuditLog, AuditValues, Branch, SystemSettings

Changes = Mapping[str, tuple[Any, Any]]
AuditEntry = tuple[str, Model, Changes]
"""The action, the object and what changed, as `audit` takes them."""


def audit(*, actor: Any, action: str, obj: Model | None, changes: Changes | None = None) -> AuditLog:
    """Write down who did what to which object: `changes` maps each field to (old value, new value).

    `actor` is a user, or None for the platform itself. The row and the names of the fields can never be changed or
    deleted; the values lie in a side row that `erase_values` empties. Call it inside the unit of work of the change.
    """
    with unit_of_work():
        entry = AuditLog.objects.create(
            actor=actor,
            action=action,
            object_type=obj._meta.label_lower if obj is not None else "",
            object_id=str(obj.pk) if obj is not None else "",
            fields=sorted(changes or {}),
            request_id=request_id.current(),
        )
        if changes:
            AuditValues.objects.create(entry=entry, values=_as_json(changes))
        return entry


def audit_many(*, actor: Any, entries: Sequence[AuditEntry]) -> None:
    """As `audit`, of many things at once: two statements for each thousand. Inside the unit of work of the changes."""
    rows = [
        AuditLog(
            actor=actor,
            action=action,
            object_type=obj._meta.label_lower,
            object_id=str(obj.pk),
            fields=sorted(changes),
            request_id=request_id.current(),
        )
        for action, obj, changes in entries
    ]
    values = [
        AuditValues(entry=row, values=_as_json(changes))
        for row, (_action, _obj, changes) in zip(rows, entries, strict=True)
        if changes
    ]
    with unit_of_work():
        AuditLog.objects.bulk_create(rows, batch_size=1000)
        AuditValues.objects.bulk_create(values, batch_size=1000)


def _as_json(changes: Changes) -> dict[str, Any]:
    pairs = {field: [old, new] for field, (old, new) in changes.items()}
    values: dict[str, Any] = orjson.loads(orjson.dumps(pairs, default=str))
    return values


def erase_values(*, object_type: str, object_id: str) -> int:
    """Empty the old and new values of everything audited about one object; the entries stay. How many were emptied."""
    return erase_values_of(AuditLog.objects.filter(object_type=object_type, object_id=object_id))


def erase_values_of(entries: QuerySet[AuditLog]) -> int:
    """As `erase_values`, of these entries."""
    with unit_of_work():
        return AuditValues.objects.filter(entry__in=entries).update(values={})


def update_system(*, actor: Any, **values: Any) -> SystemSettings:
    """Change the given settings and audit what really changed; Invalid names each field that cannot be taken."""
    with unit_of_work():
        row = SystemSettings.objects.select_for_update().get(pk=1)
        known = {field.name for field in SystemSettings._meta.fields} - {"id", "updated_at"}
        unknown = set(values) - known
        if unknown:
            raise Invalid(fields={name: [_("There is no such setting.")] for name in sorted(unknown)})
        changed = {name: (getattr(row, name), new) for name, new in values.items() if getattr(row, name) != new}
        if not changed:
            return row
        for name, (_old, new) in changed.items():
            setattr(row, name, new)
        _clean(row)
        row.save(update_fields=[*changed, "updated_at"])
        audit(actor=actor, action="settings.update", obj=row, changes=changed)
        return row


def save_branch(*, actor: Any, branch: Branch, changes: Changes) -> Branch:
    """Save a new or a changed branch and audit `changes`; Invalid names each field that cannot be taken.

    Which branch is the default one stays as it is: there is always exactly one.
    """
    with unit_of_work():
        old = Branch.objects.select_for_update().filter(pk=branch.pk).first()
        branch.is_default = old is not None and old.is_default
        _clean(branch)
        branch.save()
        audit(actor=actor, action="branches.save", obj=branch, changes=changes)
    return branch


def _clean(row: Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Invalid(fields={k: list(v) for k, v in error.message_dict.items()}) from error
