"""Bodies, answers and queries of groups, memberships and waiting lists."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, Day, In, Out, build_example
from api.courses.catalogue_schemas import PRICE, Price, PriceOut
from api.lists import PageQuery
from api.shared_schemas import COURSE, PERSON, CourseOut, PersonOut
from apps.courses.models import GroupStatus, MembershipChangeKind, MembershipStatus

JoinAs = Literal["lead", "trial", "active"]
EndAs = Literal["left", "graduated"]
Reason = Annotated[str, Field(max_length=200)]
AcceptAttended = Annotated[
    bool, Field(description="That days which are marked as attended are taken away is known (409 `attended_days`).")
]
Zone = Annotated[str, Field(max_length=64, description="An IANA time zone; empty: the time zone of the branch.")]

GROUP: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72",
    "name": "A2 morning",
    "capacity": 20,
    "members_count": 12,
    "price": PRICE,
    "starts_on": "2026-09-07",
    "zone": "Asia/Tashkent",
    "status": "active",
    "created_at": "2026-09-01T09:00:00Z",
}
PUPIL: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74", "full_name": "Jasur Oripov", "number": 1042
}  # fmt: skip
PAUSE: dict[str, Any] = {"starts_on": "2026-12-01", "ends_on": "2026-12-14", "reason": "Goes to his grandparents."}


class BranchRef(Out):
    """A branch with its name."""

    model_config = build_example(id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81", name="Chilonzor")

    id: UUID
    name: str


class PupilOut(PersonOut):
    """A pupil, with the pupil's number."""

    model_config = build_example(**PUPIL)

    number: int | None


class GroupIn(In):
    """A group to create. Without `branch` it is in the default branch, or in your first branch if you do not work
    there; without `price` the price of the course applies.
    """

    model_config = build_example(
        course=COURSE["id"], name="A2 morning", lead_teacher=PERSON["id"], assistants=[], capacity=20
    )

    course: UUID
    name: str = Field(min_length=1, max_length=80)
    lead_teacher: UUID
    assistants: list[UUID] = Field([], max_length=10)
    capacity: int = Field(20, ge=1, le=500)
    branch: UUID | None = None
    price: Price | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    zone: Zone = ""


class GroupChanges(Changes):
    """What to change of a group; absent fields stay. A null price, first or last day is cleared."""

    model_config = build_example(capacity=18)

    name: str = Field("", min_length=1, max_length=80)
    lead_teacher: UUID = UUID(int=0)
    assistants: list[UUID] = Field([], max_length=10)
    capacity: int = Field(20, ge=1, le=500)
    price: Price | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    zone: Zone = ""


class GroupOut(Out):
    """A group. `members_count` is the number of seats taken; `price` is null when the price of the course applies."""

    model_config = build_example(**GROUP)

    id: UUID
    name: str
    branch: BranchRef
    course: CourseOut
    lead_teacher: PersonOut
    capacity: int
    members_count: int = Field(validation_alias="seats_taken")
    price: PriceOut | None = Field(validation_alias="own_price")
    starts_on: date | None
    ends_on: date | None
    zone: str = Field(validation_alias="local_zone", description="The time zone of its days and times.")
    status: str
    created_at: datetime


class GroupDetailOut(GroupOut):
    """A group with its assistant teachers."""

    model_config = build_example(**GROUP)

    assistants: list[PersonOut]

    @staticmethod
    def resolve_assistants(group: Any) -> list[Any]:
        """Return the assistants, ordered by name."""
        return list(group.assistants.order_by("first_name", "last_name", "id"))


class GroupsQuery(PageQuery):
    """Filters for groups."""

    model_config = build_example(search="morning", ordering="name", status="active")

    course: UUID | None = Field(None, description="Only groups of this course.")
    branch: UUID | None = Field(None, description="Only groups of this branch.")
    teacher: UUID | None = Field(None, description="Only groups that this person leads or assists.")
    status: GroupStatus | None = Field(None, description="Only open groups, or only closed ones.")
    free: bool | None = Field(None, description="Only groups with free seats, or only full ones.")


class GroupCloseIn(In):
    """How the memberships of a closed group end; `left_on` is their last day (default: today)."""

    model_config = build_example(outcome="graduated", reason="The course is over.")

    outcome: EndAs = "left"
    left_on: Day | None = None
    reason: Reason = ""
    accept_attended: AcceptAttended = False


class LeadChangeOut(Out):
    """A change of the lead teacher, from the day `on`."""

    model_config = build_example(on="2026-11-20", by=PERSON)

    former: PersonOut
    teacher: PersonOut
    on: date
    by: PersonOut | None


class LeadChangesQuery(PageQuery):
    """The lead teacher changes of a group."""

    model_config = build_example(ordering="-on")


class MemberIn(In):
    """A new membership, by default from today in the group's time zone and without an end. For a trial lesson, send
    status `trial` and the same first and last day.
    """

    model_config = build_example(student=PERSON["id"], joined_on="2026-09-07")

    student: UUID
    status: JoinAs = "active"
    joined_on: Day | None = None
    leaves_on: Day | None = None
    reason: Reason = ""


class MemberChanges(Changes):
    """What to change of an open membership; absent fields stay. A null `leaves_on` clears the planned end."""

    model_config = build_example(status="active", leaves_on=None)

    status: JoinAs = "active"
    joined_on: Day = date(2000, 1, 1)
    leaves_on: Day | None = None
    reason: str = Field("", max_length=200)


class MemberEndIn(In):
    """How a membership ends; `left_on` is the last day (default: today), a future day is planned."""

    model_config = build_example(left_on="2026-12-25", outcome="left", reason="Moves to Samarqand.")

    left_on: Day | None = None
    outcome: EndAs = "left"
    reason: Reason = ""
    accept_attended: AcceptAttended = False


class TransferIn(In):
    """The group that the pupil moves to, and from which day (default: today)."""

    model_config = build_example(group=GROUP["id"], on="2026-12-01", reason="Comes in the evenings now.")

    group: UUID
    on: Day | None = None
    reason: Reason = ""
    accept_attended: AcceptAttended = False


class FreezeIn(In):
    """A freeze, both days included; by default from today, and until it is lifted."""

    model_config = build_example(**PAUSE)

    starts_on: Day | None = None
    ends_on: Day | None = None
    reason: Reason = ""
    accept_attended: AcceptAttended = False


class UnfreezeIn(In):
    """The day on which the pupil returns (default: today)."""

    model_config = build_example(on="2026-12-10")

    on: Day | None = None


class FreezeOut(Out):
    """A freeze of a membership, both days included."""

    model_config = build_example(**PAUSE)

    starts_on: date
    ends_on: date | None
    reason: str


class MemberOut(Out):
    """A membership: open while `left_on` is null, planned to end after `leaves_on` when that is set."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e73",
        status="active",
        joined_on="2026-09-07",
        leaves_as="left",
        never_began=False,
        reason="",
    )

    id: UUID
    student: PupilOut
    status: str
    joined_on: date
    leaves_on: date | None
    leaves_as: str
    left_on: date | None
    never_began: bool
    reason: str
    continues: UUID | None = Field(
        validation_alias="continues_id",
        description="The membership in another group that this one continues after a transfer.",
    )
    freezes: list[FreezeOut]


class MembersQuery(PageQuery):
    """Filters for memberships."""

    model_config = build_example(open=True)

    open: bool | None = Field(None, description="Only memberships that are open (or, with false, ended).")
    status: MembershipStatus | None = Field(None, description="Only memberships in this status.")


class MemberChangeOut(Out):
    """A change of a membership; `on` is the day from which it counts (for an end: the last day).

    A `freeze` has its last day in `until`, an `unfreeze` the day of return in `on`. Both have the status before and
    after; it stays when the days do not include today.
    """

    model_config = build_example(
        from_status="trial",
        to_status="active",
        kind="status",
        on="2026-09-14",
        by=PERSON,
        reason="",
        created_at="2026-09-13T09:00:00Z",
    )

    from_status: str
    to_status: str
    kind: MembershipChangeKind
    on: date
    until: date | None
    by: PersonOut | None
    reason: str
    created_at: datetime


class MemberChangesQuery(PageQuery):
    """The changes of a membership."""

    model_config = build_example(page_size=50)


class WaitingIn(In):
    """A pupil to add to the waiting list."""

    model_config = build_example(student=PUPIL["id"], note="Only mornings.")

    student: UUID
    note: str = Field("", max_length=200)


class WaitingOut(Out):
    """An entry in the waiting list; the first in the list waits longest."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e7a", note="Only mornings.", created_at="2026-09-01T09:00:00Z"
    )

    id: UUID
    student: PupilOut
    note: str
    created_at: datetime


class WaitingQuery(PageQuery):
    """Filters for the waiting list of a group."""

    model_config = build_example(open=True, page_size=50)

    open: bool = Field(True, description="Pupils who wait; with false, entries that were closed.")
    student: UUID | None = Field(None, description="Only entries of this pupil.")
