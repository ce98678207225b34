"""Schemas of data exports and erasure."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.lists import PageQuery
from api.shared_schemas import PersonOut
from apps.accounts.models import User
from apps.core.files.links import build_signed_link
from apps.portal.models import ErasureRequest, ErasureState

CHILD: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74", "full_name": "Asal Oripova"}
PARENT: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75", "full_name": "Gulnora Oripova"}


class ExportOut(Out):
    """The state of the newest archive; `none` when none was requested or it was deleted."""

    model_config = build_example(
        state="ready",
        link="/api/v1/auth/exports/0199f3a25b7c7d108a4e3f1c2b9d6e90.1vXyZa.c2lnbmF0dXJl/",
        created_at="2026-11-20T09:00:00Z",
        expires_at="2026-11-27T09:00:00Z",
    )

    state: Literal["none", "waiting", "ready", "failed"]
    link: str | None = Field(description="Address of the ZIP, from the root of this server; valid for an hour.")
    created_at: datetime | None
    expires_at: datetime | None = Field(description="When the archive is deleted.")


def serialize_export(export_request: Any, *, with_link: bool = True) -> dict[str, Any]:
    """Return the values of `ExportOut` for an export request, or for None."""
    if export_request is None:
        return {"state": "none", "link": None, "created_at": None, "expires_at": None}
    link = (
        f"/api/v1/auth/exports/{build_signed_link(export_request.file)}/" if export_request.file and with_link else None
    )
    return {
        "state": export_request.state,
        "link": link,
        "created_at": export_request.created_at,
        "expires_at": export_request.expires_at,
    }


class ErasureOut(Out):
    """A request to erase a user: `waiting` for a decision, `refused`, `approved` (in progress), `done`, or
    `withdrawn` by who made it.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e91",
        person=CHILD,
        requested_by=PARENT,
        state="waiting",
        decided_by=None,
        created_at="2026-11-20T09:00:00Z",
        decided_at=None,
        done_at=None,
        reason="",
    )

    id: UUID
    person: PersonOut
    requested_by: PersonOut | None
    state: ErasureState
    decided_by: PersonOut | None
    created_at: datetime
    decided_at: datetime | None
    done_at: datetime | None
    reason: str = Field(description="Why it was refused.")


class ChildErasureOut(Out):
    """The newest request to erase a child; `none` when there was none."""

    model_config = build_example(
        state="refused",
        requested_by=PARENT,
        created_at="2026-11-20T09:00:00Z",
        decided_by={"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e76", "full_name": "Aziza Karimova"},
        decided_at="2026-11-21T09:00:00Z",
        reason="A payment is not settled yet.",
        can_withdraw=False,
    )

    state: Literal["none", "waiting", "approved", "done", "refused", "withdrawn"]
    requested_by: PersonOut | None
    created_at: datetime | None
    decided_by: PersonOut | None
    decided_at: datetime | None
    reason: str = Field(description="Why it was refused.")
    can_withdraw: bool = Field(description="Whether it waits and you made it.")


def serialize_child_erasure(request: ErasureRequest | None, user: User) -> dict[str, Any]:
    """Return the values of `ChildErasureOut` for a request, or for None, as this guardian reads it."""
    if request is None:
        empty = dict.fromkeys(("requested_by", "created_at", "decided_by", "decided_at"))
        return {**empty, "state": "none", "reason": "", "can_withdraw": False}
    names = ("state", "requested_by", "created_at", "decided_by", "decided_at", "reason")
    waits = request.state == ErasureState.WAITING
    return {name: getattr(request, name) for name in names} | {
        "can_withdraw": waits and request.requested_by_id == user.pk
    }


class ErasuresQuery(PageQuery):
    """Filters of erasure requests."""

    model_config = build_example(state="waiting")

    state: ErasureState | None = Field(None, description="Only requests in this state.")


class DecisionIn(In):
    """The decision of an administrator about a guardian's request."""

    model_config = build_example(approve=False, reason="A payment is not settled yet.")

    approve: bool
    reason: str = Field(
        "",
        max_length=500,
        description="Why it is refused. The family reads it; nothing is kept of it with an approval.",
    )
