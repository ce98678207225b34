"""Schemas of `/settings/audit-logs/`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import DayOrMoment, In, Out, build_example
from api.lists import FeedQuery
from api.settings.audit_words import name_fields, name_values
from apps.core.tables.writer import TableFileKind
from apps.settings.audit_log import AuditLogFilter, name_audited
from apps.settings.models import AuditLog

ACTOR: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", "full_name": "Aziza Karimova"}
NEWEST = "0192d4e6a7b87c9d8e0f1a2b3c4d5e6f"


class AuditFilters(In):
    """Filters of the audit log."""

    model_config = build_example(action="settings.update", since="2026-11-01T00:00:00+05:00")

    actor: UUID | None = Field(None, description="Only actions of this user.")
    action: str = Field(
        "", max_length=100, description="Only this action; `payments.` (with the dot) means all actions that begin so."
    )
    object_type: str = Field(
        "", max_length=100, description="Only entries about objects of this type (`accounts.user`)."
    )
    object_id: str = Field("", max_length=64, description="Only entries about this object.")
    request_id: str = Field("", max_length=64, description="Only entries of this request.")
    since: DayOrMoment | None = Field(None, description="Only entries from this time or day on.")
    until: DayOrMoment | None = Field(None, description="Only entries before this time, or until the end of this day.")

    def to_filter(self) -> AuditLogFilter:
        """Return the filters as the query takes them."""
        names = ("actor", "action", "object_type", "object_id", "request_id", "since", "until")
        return AuditLogFilter(**{name: getattr(self, name) for name in names})


class AuditQuery(AuditFilters, FeedQuery):
    """Filters of the audit log, and the page size."""

    model_config = build_example(action="settings.update", limit=20)


class AuditExportQuery(AuditFilters):
    """Filters of the audit log, and the file format."""

    model_config = build_example(since="2026-11-01T00:00:00+05:00", format="csv")

    format: TableFileKind = "csv"


class AuditActorOut(Out):
    """The user who did it. The name is empty when the user was erased."""

    model_config = build_example(**ACTOR)

    id: UUID
    full_name: str


class AuditEntryOut(Out):
    """Who did what to which object, and which fields changed. `actor` is null for the platform and without sign-in.

    `object_name` is the kind of object and `field_names` names the fields, in the user's language; a field without a
    name is left out. `value_names` names values that are codes, such as states and methods.

    `values` maps each changed field to its old and new value, and `network` is where the request came from (the /24 of
    IPv4, the /48 of IPv6). Both are null without the permission `settings.audit_values`, and empty after erasure.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74",
        created_at="2026-11-20T09:00:00Z",
        actor=ACTOR,
        action="settings.update",
        object_type="settings.systemsettings",
        object_name="system settings",
        object_id="1",
        fields=["centre_name"],
        field_names={"centre_name": "centre name"},
        request_id=NEWEST,
        values={"centre_name": ["Talim", "Ilm ziyo"]},
        value_names={},
        network="203.0.113.0/24",
    )

    id: UUID
    created_at: datetime
    actor: AuditActorOut | None
    action: str
    object_type: str
    object_name: str
    object_id: str
    fields: list[str]
    field_names: dict[str, str]
    request_id: str
    values: dict[str, Any] | None
    value_names: dict[str, str]
    network: str | None

    @classmethod
    def build(cls, entry: AuditLog, *, with_values: bool) -> "AuditEntryOut":
        """Build the answer from an entry with its actor, and with its values if `with_values`."""
        side = getattr(entry, "values_row", None) if with_values else None
        name = entry.actor.full_name if entry.actor else ""
        object_name, model_names = name_audited(entry.object_type, entry.fields)
        values = side.values if side else {}
        return cls(
            id=entry.pk,
            created_at=entry.created_at,
            actor=AuditActorOut(id=entry.actor_id, full_name=name) if entry.actor_id else None,
            action=entry.action,
            object_type=entry.object_type,
            object_name=object_name,
            object_id=entry.object_id,
            fields=entry.fields,
            field_names=name_fields(entry.fields, model_names),
            request_id=entry.request_id,
            values=values if with_values else None,
            value_names=name_values(values),
            network=(side.network if side else "") if with_values else None,
        )
