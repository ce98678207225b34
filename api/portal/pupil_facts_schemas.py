"""Schemas of the facts of a pupil."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from api.accounts.guardians_schemas import GuardianOut
from api.accounts.notes_schemas import ContactsOut, NoteOut
from api.accounts.people_schemas import AVATAR, PERSON, build_avatar_url
from api.attendance.registers_schemas import MarkOut
from api.base_schemas import Out, TextsOut, build_example
from api.courses.catalogue_schemas import PlacementOut
from api.courses.groups_schemas import BranchRef
from api.homework.pupil_work_schemas import HomeworkOut
from api.lessons.single_lessons_schemas import LessonOut
from api.money_schemas import MoneyOut
from api.shared_schemas import TITLE


class FactsPersonOut(Out):
    """The pupil."""

    model_config = build_example(id=PERSON["id"], full_name="Jasur Oripov", number=1042, avatar=None, is_active=True)

    id: UUID
    full_name: str
    number: int | None
    avatar: str | None = AVATAR
    is_active: bool

    @staticmethod
    def resolve_avatar(person: Any) -> str | None:
        """The signed address of the avatar."""
        return build_avatar_url(person)


class FrozenDaysOut(Out):
    """Days of a freeze, both included."""

    model_config = build_example(starts_on="2026-12-01", ends_on="2026-12-09")

    starts_on: date
    ends_on: date | None


class FactsMembershipOut(Out):
    """A membership, open while `left_on` is null."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e73",
        group="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70",
        group_name="A2 morning",
        course=TITLE,
        status="active",
        joined_on="2026-09-07",
        never_began=False,
    )

    id: UUID
    group: UUID = Field(validation_alias="group_id")
    group_name: str = Field(validation_alias="group__name")
    course: TextsOut = Field(validation_alias="group__course__title")
    branch: BranchRef = Field(validation_alias="group__branch")
    status: str
    joined_on: date
    leaves_on: date | None
    left_on: date | None
    never_began: bool
    freezes: list[FrozenDaysOut]


class FactsBalanceOut(Out):
    """A pupil's account in one currency: the balance (negative: a debt), what is owed, and what is paid in advance."""

    model_config = build_example()

    balance: MoneyOut
    owed: MoneyOut
    free_credit: MoneyOut


class PupilFactsOut(Out):
    """The facts of a pupil. A part that you may not see is null; an empty list means that there is nothing."""

    model_config = build_example()

    student: FactsPersonOut
    memberships: list[FactsMembershipOut] | None = Field(description="Open ones first, then those that ended.")
    guardians: list[GuardianOut] | None = Field(description="Open links; guardians get their own.")
    levels: list[PlacementOut] | None = Field(description="The newest placement of each language.")
    balance: list[FactsBalanceOut] | None = Field(description="The centre's currency first.")
    next_lessons: list[LessonOut] | None = Field(description="At most 5.")
    open_homework: list[HomeworkOut] | None = Field(description="At most 10, by deadline.")
    last_marks: list[MarkOut] | None = Field(description="At most 10, the newest first.")
    notes: list[NoteOut] | None = Field(description="At most 10, the newest first.")
    contacts: ContactsOut | None = Field(description="Whom to call.")

    @staticmethod
    def resolve_contacts(facts: Any) -> ContactsOut | None:
        """Return what this reader may see."""
        return ContactsOut.from_contacts(facts.contacts) if facts.contacts else None
