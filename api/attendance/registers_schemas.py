"""Bodies, answers and queries under `/attendance/`: statuses, marks, registers."""

from collections import Counter
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, TextsOut, build_example
from api.lists import PageQuery
from api.local_time_schemas import build_time_reader, to_group_time
from api.shared_schemas import STUDENT, PersonOut, Texts
from apps.attendance.models import Presence
from apps.attendance.queries import RegisterPupil, Standing, get_lesson_day
from apps.attendance.services.register_rules import Refusal
from apps.attendance.services.registers import MAX_MARKS
from apps.lessons.models import Lesson

CountsAs = Literal["present", "absent", "late", "excused"]
Code = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
MinutesLate = Annotated[
    int | None,
    Field(ge=1, le=600, description="Only with a status that counts as late; at most as many as the lesson lasts."),
]
Note = Annotated[str, Field(max_length=200)]
Reason = Annotated[str, Field(max_length=200, description="The reason; required to change a closed register.")]

TEACHER: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", "full_name": "Dilnoza Rahimova"}
EXCUSE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e82"
LESSON_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75"
GROUP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72"
STATUS: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81",
    "code": "ill",
    "name": {"uz": "Kasal", "ru": "Болеет", "en": "Ill"},
    "counts_as": "excused",
    "charged": False,
    "coins": None,
    "built_in": False,
    "position": 100,
}
MARK: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e80",
    "lesson": LESSON_ID,
    "group": GROUP_ID,
    "starts_at": "2026-09-07T10:00:00+05:00",
    "student": STUDENT,
    "status": "late",
    "counts_as": "late",
    "minutes_late": 10,
    "note": "Bus",
    "source": "bulk",
    "marked_at": "2026-09-07T10:12:00+05:00",
    "marked_by": TEACHER,
    "revision": 1,
    "made_up_in": None,
}
ROW_IN: dict[str, Any] = {"student": STUDENT["id"], "status": "late", "minutes_late": 10, "note": "Bus"}


class StatusIn(In):
    """A status of the centre's own. With `coins` null, coins follow the settings for what it counts as."""

    model_config = build_example(**{name: STATUS[name] for name in ("code", "name", "counts_as", "charged", "coins")})

    code: Code
    name: Texts
    counts_as: CountsAs
    charged: bool = Field(True, description="Whether the lesson is paid for.")
    coins: int | None = Field(None, ge=0, le=1000)
    position: int = Field(100, ge=0, le=1000)


class StatusChangeIn(In):
    """What to change of a status; absent fields stay, the code cannot be changed."""

    model_config = build_example(charged=True)

    name: Texts = Field(default_factory=lambda: Texts(uz="", ru="", en=""))
    counts_as: CountsAs = "present"
    charged: bool = True
    coins: int | None = Field(None, ge=0, le=1000)
    position: int = Field(100, ge=0, le=1000)


class StatusOut(Out):
    """A status of marks. An archived status is on old marks only."""

    model_config = build_example(**STATUS)

    id: UUID
    code: str
    name: TextsOut
    counts_as: CountsAs
    charged: bool
    coins: int | None
    built_in: bool
    position: int
    archived_at: datetime | None


class StatusesQuery(PageQuery):
    """The statuses in use, or the archived ones too."""

    model_config = build_example(ordering="position")

    archived: bool = Field(False, description="Archived statuses too; old marks may have them.")


class MarkOut(Out):
    """A mark: one pupil at one lesson. `marked_by` is null when the platform made the mark."""

    model_config = build_example(**MARK)

    id: UUID
    lesson: UUID = Field(validation_alias="lesson_id")
    group: UUID = Field(validation_alias="lesson__group_id")
    starts_at: Annotated[datetime, build_time_reader("lesson.starts_at", group="lesson.group")]
    student: PersonOut
    status: str = Field(validation_alias="status__code")
    counts_as: CountsAs = Field(validation_alias="status__counts_as")
    minutes_late: int | None
    note: str
    source: Literal["teacher", "bulk", "offline", "import", "self", "live"]
    marked_at: datetime
    marked_by: PersonOut | None
    revision: int
    made_up_in: UUID | None = Field(
        validation_alias="make_up__lesson_id", description="The lesson that makes up for it."
    )


class MarksQuery(PageQuery):
    """Filters for marks."""

    model_config = build_example(status="absent", ordering="-starts_at", **{"from": "2026-09-01", "to": "2026-09-30"})

    lesson: UUID | None = Field(None, description="Only marks of this lesson.")
    group: UUID | None = Field(None, description="Only marks of lessons of this group.")
    student: UUID | None = Field(None, description="Only this pupil's marks.")
    first: Day | None = Field(None, alias="from", description="Only lessons on this local day of the group or later.")
    last: Day | None = Field(None, alias="to", description="Only lessons on this local day of the group or earlier.")
    status: Code | None = Field(None, description="Only marks with this status.")


class RowIn(In):
    """The mark of one pupil."""

    model_config = build_example(**ROW_IN)

    student: UUID
    status: Code
    minutes_late: MinutesLate = None
    note: Note = ""


class MarkIn(RowIn):
    """One mark; an existing mark is corrected."""

    model_config = build_example(lesson=LESSON_ID, student=STUDENT["id"], status="present")

    lesson: UUID
    reason: Reason = ""


class MarkChangeIn(In):
    """A correction; absent fields stay."""

    model_config = build_example(status="late", minutes_late=10, reason="Came after all")

    status: Code = "present"
    minutes_late: MinutesLate = None
    note: Note = ""
    reason: Reason = ""


class WithdrawQuery(In):
    """Why the mark is withdrawn."""

    model_config = build_example(reason="Wrong pupil")

    reason: Reason = ""


class BulkIn(In):
    """Marks of a register, saved all or none."""

    model_config = build_example(lesson=LESSON_ID, marks=[ROW_IN])

    lesson: UUID
    marks: list[RowIn] = Field(min_length=1, max_length=MAX_MARKS)
    reason: Reason = ""


class BulkOut(Out):
    """The current marks of these pupils, in the order in which they were sent."""

    model_config = build_example(lesson=LESSON_ID)

    lesson: UUID
    marks: list[MarkOut]


class HistoryOut(Out):
    """An earlier value of a mark: what it was, who marked it and when; what replaced it (null: it was withdrawn), who
    changed it, when and why.
    """

    model_config = build_example(
        student=STUDENT, status="absent", note="", source="bulk",
        marked_at="2026-09-07T10:05:00+05:00", marked_by=TEACHER, became="late", changed_by=TEACHER,
        changed_at="2026-09-07T10:12:00+05:00", reason="Came after all",
    )  # fmt: skip

    student: PersonOut
    status: str = Field(validation_alias="from_status__code")
    minutes_late: int | None
    note: str
    source: str
    marked_at: datetime
    marked_by: PersonOut | None = Field(validation_alias="by")
    became: str | None = Field(validation_alias="to_status__code")
    changed_by: PersonOut | None
    changed_at: datetime = Field(validation_alias="created_at")
    reason: str


class HistoryQuery(PageQuery):
    """Earlier values of marks, newest first."""

    model_config = build_example(ordering="-created_at")


class RegisterHistoryQuery(HistoryQuery):
    """Filters for the earlier marks of a register."""

    model_config = build_example(ordering="-created_at")

    student: UUID | None = Field(None, description="Only this pupil's marks.")


class CoveringExcuseOut(Out):
    """An accepted excuse that covers the day of the lesson."""

    model_config = build_example(id=EXCUSE_ID, starts_on="2026-09-07", ends_on="2026-09-09", reason="We are away.")

    id: UUID
    starts_on: date
    ends_on: date
    reason: str


class RegisterRowOut(Out):
    """A pupil in a register. `standing` is `member`, `guest` (attends to make up for a missed lesson: `make_up`) or
    `former` (not in the group, but marked). `suggested` is the status that an accepted excuse suggests.
    """

    model_config = build_example(
        student=STUDENT,
        standing="member",
        membership_status="active",
        suggested="excused",
        excuse={"id": EXCUSE_ID, "starts_on": "2026-09-07", "ends_on": "2026-09-09", "reason": "We are away."},
    )

    student: PersonOut
    standing: Standing
    membership_status: str | None = Field(validation_alias="membership__status")
    mark: MarkOut | None
    suggested: str | None
    excuse: CoveringExcuseOut | None
    make_up: UUID | None = Field(validation_alias="make_up__pk")

    @staticmethod
    def resolve_suggested(row: RegisterPupil) -> str | None:
        """Return the code of the suggested status."""
        return Presence.EXCUSED.value if row.excuse else None


class CountsOut(Out):
    """How many pupils of a register are marked as what, and how many have no mark."""

    model_config = build_example(present=10, absent=1, late=1, excused=0, unmarked=0)

    present: int
    absent: int
    late: int
    excused: int
    unmarked: int


class RegisterOut(Out):
    """The register of a lesson. `takes_marks`: marks can be made now, without a reason; otherwise `closed_for` says why
    not.
    """

    model_config = build_example(
        lesson=LESSON_ID, group=GROUP_ID, group_name="A2 morning", starts_at=MARK["starts_at"],
        ends_at="2026-09-07T11:30:00+05:00", day="2026-09-07", status="planned", takes_marks=True,
        closes_on="2026-10-07",
        counts={"present": 0, "absent": 0, "late": 0, "excused": 0, "unmarked": 1},
    )  # fmt: skip

    lesson: UUID
    group: UUID
    group_name: str
    starts_at: datetime
    ends_at: datetime
    day: date = Field(description="The local day of the group.")
    status: str
    takes_marks: bool
    closed_for: Refusal | None
    closes_on: date | None = Field(
        description="The last local day on which the register can be changed without a reason."
    )
    counts: CountsOut
    rows: list[RegisterRowOut]

    @classmethod
    def from_register(
        cls, lesson: Lesson, rows: list[RegisterPupil], *, refusal: Refusal | None, closes_on: date | None
    ) -> Any:
        """Return the answer for a register."""
        marks = [row.mark for row in rows if row.mark is not None]
        counted = Counter(mark.status.counts_as for mark in marks)
        counts = {presence.value: counted[presence.value] for presence in Presence}
        return {
            "lesson": lesson.pk, "group": lesson.group_id, "group_name": lesson.group.name,
            "starts_at": to_group_time(lesson.starts_at, lesson.group),
            "ends_at": to_group_time(lesson.ends_at, lesson.group),
            "day": get_lesson_day(lesson), "status": lesson.status, "takes_marks": refusal is None,
            "closed_for": refusal, "closes_on": closes_on, "rows": rows,
            "counts": counts | {"unmarked": len(rows) - len(marks)},
        }  # fmt: skip
