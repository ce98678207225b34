"""Schemas of bulk changes: one act on many rows, with a result for each."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Moment, Out, build_example
from api.courses.groups_schemas import GROUP, AcceptAttended, EndAs, JoinAs, Reason
from api.homework.assignments_schemas import AssignmentIn
from api.lessons.single_lessons_schemas import TEACHER
from api.lists import PageQuery
from api.shared_schemas import PERSON, PersonOut
from apps.core.bulk_changes import MAX_ROWS, RowResult
from apps.core.errors import ErrorCode
from apps.core.models import BulkChange

Rows = Annotated[list[UUID], Field(min_length=1, max_length=MAX_ROWS)]
Preview = Annotated[bool, Field(description="Only say what would happen; nothing is stored.")]
Kind = Literal[
    "members.add", "members.change", "members.transfer", "groups.close", "groups.reopen", "lessons.sick_day",
    "homework.assign_chosen",
]  # fmt: skip

MEMBERSHIP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e73"
LESSON_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74"


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


class ChosenPupilsIn(AssignmentIn):
    """An assignment for some pupils of a group."""

    model_config = build_example(
        group=GROUP["id"], students=[PERSON["id"]], kind="text", title="Unit 3", instructions="Write five lines.",
        preview=True,
    )  # fmt: skip

    students: Rows
    preview: Preview = False


class LessonPlanIn(In):
    """What becomes of one lesson. `move` needs `starts_at` and takes a `room`, `substitute` needs a `teacher`; `keep`
    leaves it as it is.
    """

    model_config = build_example(lesson=LESSON_ID, action="move", starts_at="2099-09-08T10:00:00+05:00")

    lesson: UUID
    action: Literal["cancel", "move", "substitute", "keep"]
    starts_at: Moment | None = None
    room: UUID | None = None
    teacher: UUID | None = None


class SickDayIn(In):
    """The days of an absence (`last_day` included, at most 14), and what becomes of the teacher's lessons: all get the
    same `action`, those in `lessons` their own.
    """

    model_config = build_example(teacher=TEACHER["id"], first_day="2026-09-07", reason="Dilnoza is ill", preview=True)

    teacher: UUID
    first_day: Day
    last_day: Day | None = None
    action: Literal["cancel", "substitute"] = "cancel"
    substitute: UUID | None = Field(None, description="Who gives the lessons, if the action is `substitute`.")
    lessons: list[LessonPlanIn] = Field([], max_length=MAX_ROWS)
    reason: str = Field(min_length=1, max_length=200)
    preview: Preview = False


class UndoIn(In):
    """Whether to undo, or only to say what would be undone."""

    model_config = build_example(preview=True)

    accept_attended: AcceptAttended = False
    preview: Preview = False


class RowErrorOut(Out):
    """Why a row was refused or kept, as in the error of one request."""

    model_config = build_example(code="conflict", detail="The group is full.", fields={})

    code: ErrorCode
    detail: str
    fields: dict[str, list[str]]


class BulkRowOut(Out):
    """One row: the id that the request named, what was done, and the object that it created or changed. A preview gives
    null for an object that is still to be created.
    """

    model_config = build_example(
        id=PERSON["id"], action="add", result="done", object=MEMBERSHIP_ID, error=None,
    )  # fmt: skip

    id: UUID
    action: str
    result: RowResult
    object: UUID | None
    error: RowErrorOut | None


class BulkChangeOut(Out):
    """A bulk change with its rows. `id` is null for a preview, and when nothing was done. `done` and `refused` count
    rows. After an undo, `done` counts those that were undone, `refused` those that were kept and those refused before.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75", kind="members.add", preview=False, by=PERSON, done=1, refused=0,
        created_at="2026-09-07T09:00:00Z",
    )  # fmt: skip

    id: UUID | None
    kind: str
    preview: bool
    by: PersonOut | None
    created_at: datetime | None
    undone_at: datetime | None
    done: int
    refused: int
    rows: list[BulkRowOut]

    @classmethod
    def build(cls, change: BulkChange, *, preview: bool = False) -> dict[str, Any]:
        """Return the answer about a bulk change that was carried out, or about its preview."""
        stored = not (preview or change._state.adding)
        refused = sum(row["result"] in (RowResult.REFUSED, RowResult.KEPT) for row in change.rows)
        return {
            "id": change.pk if stored else None,
            "kind": change.kind,
            "preview": preview,
            "by": change.by,
            "created_at": change.created_at if stored else None,
            "undone_at": change.undone_at if stored else None,
            "done": len(change.rows) - refused,
            "refused": refused,
            "rows": change.rows,
        }


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
