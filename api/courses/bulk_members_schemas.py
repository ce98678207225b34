"""Bodies of bulk changes of members."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, build_example
from api.bulk_change_schemas import MEMBERSHIP_ID, Preview, Rows
from api.courses.groups_schemas import GROUP, AcceptAttended, EndAs, JoinAs, Reason
from api.shared_schemas import PERSON
from apps.core.bulk_changes import MAX_ROWS


class BulkAddIn(In):
    """Pupils who join a group, all with the same days and status."""

    model_config = build_example(students=[PERSON["id"]], joined_on="2026-09-07", preview=True)

    students: Rows
    status: JoinAs = "active"
    joined_on: Day | None = None
    leaves_on: Day | None = None
    reason: Reason = ""
    preview: Preview = False


class BulkChangeIn(In):
    """Another status of memberships from the day `on` (default: today): `frozen` until the day `until`, `left` or
    `graduated` with `on` as the last day, `trial` or `active` also to end a freeze.
    """

    model_config = build_example(memberships=[MEMBERSHIP_ID], status="frozen", until="2030-09-20", preview=True)

    memberships: Rows
    status: Literal["trial", "active", "frozen", "left", "graduated"]
    on: Day | None = None
    until: Day | None = None
    reason: Reason = ""
    accept_attended: AcceptAttended = False
    preview: Preview = False


class BulkTransferIn(In):
    """Memberships that move to another group, and from which day (default: today)."""

    model_config = build_example(memberships=[MEMBERSHIP_ID], group=GROUP["id"], preview=True)

    memberships: Rows
    group: UUID
    on: Day | None = None
    reason: Reason = ""
    accept_attended: AcceptAttended = False
    preview: Preview = False


class BulkCloseIn(In):
    """How the memberships of a closed group end; `left_on` is their last day (default: today)."""

    model_config = build_example(outcome="graduated", reason="The course is over.", preview=True)

    outcome: EndAs = "left"
    left_on: Day | None = None
    reason: Reason = ""
    accept_attended: AcceptAttended = False
    preview: Preview = False


class BulkReopenIn(In):
    """The pupils who return, and from which day (default: today)."""

    model_config = build_example(preview=True)

    students: Annotated[list[UUID], Field(max_length=MAX_ROWS)] | None = Field(
        None, description="By default those who were in the group on its last day."
    )
    joined_on: Day | None = None
    preview: Preview = False
