"""Schemas of what teachers saw of children, and of the report of a child."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, In, Out, Translated, build_example
from api.kids.children_schemas import AUTHOR, CHILD
from api.kids.groups_schemas import AREA
from api.kids.progress_schemas import SKILL
from api.kids.skills_schemas import SKILL_ID, SkillRefOut
from api.lists import PageQuery
from api.shared_schemas import PersonOut
from apps.kids.classes import KgClass
from apps.kids.models import ObservationFileKind
from apps.kids.models.observations import MOST_LETTERS
from apps.kids.services.mastery import GivenLevel
from apps.kids.services.observations import MOST_SKILLS

AT = "2026-11-20T09:00:00Z"
TEXT = "Counted the apples for everybody at lunch."
ObservedText = Annotated[str, Field(min_length=1, max_length=MOST_LETTERS)]
ObservedSkills = Annotated[list[UUID], Field(max_length=MOST_SKILLS, description="Skills and steps, no areas.")]


class ObservationIn(In):
    """What one saw of a child, and of which skills it tells. `for_family`: who may see the progress reads it."""

    model_config = build_example(text=TEXT, skills=[], for_family=True)

    text: ObservedText
    skills: ObservedSkills = []
    for_family: bool = False


class ObservationChangesIn(Changes):
    """Changes of an observation; fields that are not sent stay."""

    model_config = build_example(for_family=False)

    text: ObservedText = ""
    skills: ObservedSkills = []
    for_family: bool = False


class ObservationFileOut(Out):
    """A photo or a recording. `url` may be used for five minutes."""

    model_config = build_example(
        kind="photo", content_type="image/webp", size=48_211, url="/api/v1/files/WyI3ZjRhIiwi.../"
    )

    kind: ObservationFileKind
    content_type: str
    size: int
    url: str


class ObservationOut(Out):
    """What a teacher saw of a child. `file` is null without one, and while the guardians do not allow it."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7b01", author=AUTHOR, text=TEXT, for_family=True, skills=[SKILL], file=None,
        is_own=True, created_at=AT, updated_at=AT,
    )  # fmt: skip
    TABLE_HIDDEN: ClassVar = ("file", "is_own", "skills")

    id: UUID
    author: PersonOut | None
    text: str
    for_family: bool
    skills: list[SkillRefOut]
    file: ObservationFileOut | None
    is_own: bool
    created_at: datetime
    updated_at: datetime


class ObservationsQuery(PageQuery):
    """Filters of observations."""

    model_config = build_example(skill=SKILL_ID)

    skill: UUID | None = Field(None, description="Only about this skill.")
    for_family: bool | None = Field(None, description="Only those that guardians read, or do not.")


class ChildReportQuery(In):
    """About how many days a report is."""

    model_config = build_example(days=30)

    days: int = Field(30, ge=7, le=366, description="The last days, today with them.")


class ReportedSkillOut(Out):
    """A skill of a child, in words."""

    model_config = build_example(skill=SKILL, level="high", words="Nearly has it.")

    skill: SkillRefOut
    level: GivenLevel
    words: Translated


class ReportedAreaOut(Out):
    """An area with the skills that the child has practised."""

    model_config = build_example(area=AREA)

    area: SkillRefOut
    skills: list[ReportedSkillOut]


class ChildReportOut(Out):
    """The report of a child, to be printed: what it can, what it has learnt in these days, what was seen, and one next
    step. Nobody is compared with others.
    """

    model_config = build_example(
        **CHILD, kg_class="KG1", first="2026-10-22", last="2026-11-20", observations=[],
        next_step="Practise “Counting to 10” together, a few minutes each day.",
    )  # fmt: skip

    id: UUID = Field(validation_alias="child__id")
    full_name: str = Field(validation_alias="child__full_name")
    kg_class: KgClass | None = Field(validation_alias="child_class__kg_class")
    first: date
    last: date
    areas: list[ReportedAreaOut]
    learnt: list[ReportedSkillOut] = Field(description="Skills that it nearly has, or has, since these days.")
    observations: list[ObservationOut] = Field(description="The newest of these days that are for the family.")
    next_step: str
