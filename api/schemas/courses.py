"""What goes in and out under `/courses/`."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import Day, In, Out, example

Language = Literal["uz", "ru", "en"]
Level = Annotated[str, Field(pattern=r"^([ABC][12])?$", description="A1 to C2, or empty.")]

PERSON: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", "full_name": "Dilnoza Rahimova"}
TITLE: dict[str, Any] = {"uz": "Ingliz tili A2", "ru": "Английский A2", "en": "English A2"}
COURSE: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71",
    "title": TITLE,
    "description": {"uz": "", "ru": "", "en": "Two lessons a week."},
    "slug": "english-a2",
    "language": "en",
    "level": "A2",
    "status": "published",
    "created_at": "2026-09-01T09:00:00Z",
}
GROUP: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72",
    "name": "A2 morning",
    "course": COURSE,
    "lead_teacher": PERSON,
    "capacity": 20,
    "members_count": 12,
    "status": "active",
    "created_at": "2026-09-01T09:00:00Z",
}


class PersonOut(Out):
    """A person, as others see them."""

    model_config = example(**PERSON)

    id: UUID
    full_name: str


class Texts(In):
    """One text in the centre's languages; readers get another one where theirs is empty."""

    model_config = example(**TITLE)

    uz: str = Field("", max_length=200)
    ru: str = Field("", max_length=200)
    en: str = Field("", max_length=200)


class LongTexts(In):
    """One long text in the centre's languages."""

    model_config = example(uz="", ru="", en="Two lessons a week.")

    uz: str = Field("", max_length=5000)
    ru: str = Field("", max_length=5000)
    en: str = Field("", max_length=5000)


class CourseIn(In):
    """A course to draft. Without a slug one is made of the title."""

    model_config = example(title=TITLE, slug="english-a2", language="en", level="A2")

    title: Texts
    description: LongTexts | None = None
    slug: str = Field("", max_length=80, pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")
    language: Language = "en"
    level: Level = ""


class CourseOut(Out):
    """A course."""

    model_config = example(**COURSE)

    id: UUID
    title: dict[str, str]
    description: dict[str, str]
    slug: str
    language: str
    level: str
    status: str
    created_at: datetime


class CoursesQuery(PageQuery):
    """Which courses: of one language, of one level."""

    model_config = example(language="en", level="A2", search="ingliz")

    language: Language | None = Field(None, description="Only courses that teach this language.")
    level: Level = Field("", description="Only courses of this level.")


class GroupIn(In):
    """A group to open in the default branch."""

    model_config = example(
        course=COURSE["id"], name="A2 morning", lead_teacher=PERSON["id"], assistants=[], capacity=20
    )

    course: UUID
    name: str = Field(min_length=1, max_length=80)
    lead_teacher: UUID
    assistants: list[UUID] = Field([], max_length=10)
    capacity: int = Field(20, ge=1, le=500)


class GroupOut(Out):
    """A group. `members_count`: how many are in it now."""

    model_config = example(**GROUP)

    id: UUID
    name: str
    course: CourseOut
    lead_teacher: PersonOut
    capacity: int
    members_count: int
    status: str
    created_at: datetime


class GroupDetailOut(GroupOut):
    """A group with its assistant teachers."""

    model_config = example(**GROUP, assistants=[PERSON])

    assistants: list[PersonOut]

    @staticmethod
    def resolve_assistants(group: Any) -> list[Any]:
        """All of them, by name."""
        return list(group.assistants.order_by("first_name", "last_name", "id"))


class GroupsQuery(PageQuery):
    """Which groups: of one course."""

    model_config = example(search="morning", ordering="name")

    course: UUID | None = Field(None, description="Only groups that learn this course.")


class MemberIn(In):
    """Who joins, and from when (default: today in the branch)."""

    model_config = example(student=PERSON["id"], joined_on="2026-09-07")

    student: UUID
    joined_on: Day | None = None


class MemberOut(Out):
    """One membership: open while `left_on` is null."""

    model_config = example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e73",
        student={"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74", "full_name": "Jasur Oripov"},
        status="active",
        joined_on="2026-09-07",
        left_on=None,
    )

    id: UUID
    student: PersonOut
    status: str
    joined_on: date
    left_on: date | None


class MembersQuery(PageQuery):
    """Which memberships: those open now, or the ended ones."""

    model_config = example(open=True)

    open: bool | None = Field(None, description="Only memberships that are open (or, with false, ended).")
