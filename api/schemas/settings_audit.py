"""What goes in and out under `/settings/audit-logs/`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.lists import FeedQuery
from api.schemas.base import In, Moment, Out, example
from api.schemas.imports import TableKind
from apps.settings.audit_log import Wanted
from apps.settings.models import AuditLog

ACTOR: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", "full_name": "Aziza Karimova"}
NEWEST = "0192d4e6a7b87c9d8e0f1a2b3c4d5e6f"


class AuditFilters(In):
    """Which entries of the audit log."""

    model_config = example(action="settings.update", since="2026-11-01T00:00:00+05:00")

    actor: UUID | None = Field(None, description="Only what this person did.")
    action: str = Field("", max_length=100, description="Only this action; with a dot at its end all that begin so.")
    object_type: str = Field("", max_length=100, description="Only about things of this kind (`accounts.user`).")
    object_id: str = Field("", max_length=64, description="Only about this thing.")
    request_id: str = Field("", max_length=64, description="Only what this request did.")
    since: Moment | None = Field(None, description="Only from then on.")
    until: Moment | None = Field(None, description="Only before then.")

    def wanted(self) -> Wanted:
        """As the query takes them."""
        names = ("actor", "action", "object_type", "object_id", "request_id", "since", "until")
        return Wanted(**{name: getattr(self, name) for name in names})


class AuditQuery(AuditFilters, FeedQuery):
    """Which entries of the audit log, and how many."""

    model_config = example(action="settings.update", limit=20)


class AuditExportQuery(AuditFilters):
    """Which entries of the audit log, as which kind of table."""

    model_config = example(since="2026-11-01T00:00:00+05:00", format="csv")

    format: TableKind = "csv"


class AuditActorOut(Out):
    """Who did it. The name is empty of who was erased or is gone."""

    model_config = example(**ACTOR)

    id: UUID
    full_name: str


class AuditEntryOut(Out):
    """Who did what to which thing, and which fields changed. `actor` null: the platform itself, or nobody signed in.

    `values` maps each changed field to its old and new value, and `network` is where the request came from (the /24 of
    IPv4, the /48 of IPv6). Both are null for who may not see them and empty where they were erased.
    """

    model_config = example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74",
        created_at="2026-11-20T09:00:00Z",
        actor=ACTOR,
        action="settings.update",
        object_type="settings.systemsettings",
        object_id="1",
        fields=["centre_name"],
        request_id=NEWEST,
        values={"centre_name": ["Talim", "Ilm ziyo"]},
        network="203.0.113.0/24",
    )

    id: UUID
    created_at: datetime
    actor: AuditActorOut | None
    action: str
    object_type: str
    object_id: str
    fields: list[str]
    request_id: str
    values: dict[str, Any] | None
    network: str | None

    @classmethod
    def drawn(cls, entry: AuditLog, *, with_values: bool) -> "AuditEntryOut":
        """From an entry with its actor; with its values where they are shown."""
        side = getattr(entry, "values_row", None) if with_values else None
        name = entry.actor.full_name if entry.actor else ""
        return cls(
            id=entry.pk,
            created_at=entry.created_at,
            actor=AuditActorOut(id=entry.actor_id, full_name=name) if entry.actor_id else None,
            action=entry.action,
            object_type=entry.object_type,
            object_id=entry.object_id,
            fields=entry.fields,
            request_id=entry.request_id,
            values=(side.values if side else {}) if with_values else None,
            network=(side.network if side else "") if with_values else None,
        )
