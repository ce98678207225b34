"""Schemas of `/settings/bulk-changes/`."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.bulk_change_schemas import Preview
from api.courses.groups_schemas import AcceptAttended
from api.lists import PageQuery
from api.shared_schemas import PERSON, PersonOut

Kind = Literal[
    "members.add", "members.change", "members.transfer", "groups.close", "groups.reopen", "lessons.sick_day",
    "homework.assign_chosen",
]  # fmt: skip


class UndoIn(In):
    """Whether to undo, or only to say what would be undone."""

    model_config = build_example(preview=True)

    accept_attended: AcceptAttended = False
    preview: Preview = False


class BulkChangeSummaryOut(Out):
    """A bulk change in a list."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75", kind="members.add", by=PERSON, created_at="2026-09-07T09:00:00Z",
    )  # fmt: skip

    id: UUID
    kind: str
    by: PersonOut | None
    created_at: datetime
    undone_at: datetime | None


class BulkChangesQuery(PageQuery):
    """Filters for bulk changes."""

    model_config = build_example(kind="members.add")

    kind: Kind | None = Field(None, description="Only bulk changes of this kind.")
