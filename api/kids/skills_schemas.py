"""Schemas of skills and of what trains them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.accounts.sign_in_schemas import Locale
from api.base_schemas import Changes, In, Out, TextsOut, build_example
from api.courses.catalogue_schemas import Position
from api.shared_schemas import Texts
from apps.kids.classes import Audience, ContentClass, Device
from apps.kids.services.skill_imports import SheetReport
from apps.kids.services.training import MAX_SKILLS_TRAINED
from apps.kids.skill_tree import MAX_NEEDS, SkillKind

SKILL_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6fa1"
AREA_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6fa0"
NAME: dict[str, str] = {"uz": "10 gacha sanash", "ru": "Счёт до 10", "en": "Counting to 10"}
MAX_LISTED = 500
"""Codes and cells of each kind that a report names."""

Icon = Annotated[str, Field(max_length=40, pattern=r"^[a-z0-9-]*$", description="The name of a picture.")]
Needs = Annotated[list[UUID], Field(max_length=MAX_NEEDS, description="Skills that come before this one.")]


class SkillsQuery(In):
    """Filters of skills."""

    model_config = build_example(archived=False)

    archived: bool = Field(False, description="Archived skills too.")


class SkillIn(In):
    """A new skill: an area without `parent`, a skill of an area, or a step of a skill. The code cannot be changed."""

    model_config = build_example(code="counting-to-10", name=NAME, icon="ten-apples")

    code: str = Field(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    parent: UUID | None = None
    name: Texts
    icon: Icon = ""
    position: Position = 0
    needs: Needs = []


class SkillChangesIn(Changes):
    """What to change of a skill; absent fields stay. `needs` are replaced as a whole."""

    model_config = build_example(position=3)

    parent: UUID | None = None
    name: Texts = Field(default_factory=Texts)
    icon: Icon = ""
    position: Position = 0
    needs: Needs = []


class SkillOut(Out):
    """An area, a skill in it, or a step of a skill. Among those of one place, lower positions come first."""

    model_config = build_example(
        id=SKILL_ID, code="counting-to-10", kind="skill", parent=AREA_ID, name=NAME, icon="ten-apples", position=0,
        needs=[], archived_at=None,
    )  # fmt: skip

    id: UUID
    code: str
    kind: SkillKind
    parent: UUID | None = Field(validation_alias="parent_id")
    name: TextsOut
    icon: str
    position: int
    needs: list[UUID] = Field(description="Skills that come before this one.")
    archived_at: datetime | None

    @staticmethod
    def resolve_needs(skill: Any) -> list[UUID]:
        """The ids, in one order."""
        return sorted(link.needs_id for link in skill.prerequisites.all())


class SkillTreeOut(Out):
    """All skills, each after what it stands in."""

    skills: list[SkillOut]


class SkillRefOut(Out):
    """A skill, by its name."""

    model_config = build_example(id=SKILL_ID, code="counting-to-10", name=NAME)

    id: UUID
    code: str
    name: TextsOut


class SkillWeightIn(In):
    """A skill that is trained, and how much."""

    model_config = build_example(skill=SKILL_ID, weight=1)

    skill: UUID
    weight: Decimal = Field(Decimal(1), gt=0, le=1, decimal_places=2)


class SkillWeightOut(Out):
    """A skill that is trained, and how much: above 0 and at most 1."""

    model_config = build_example(weight=1)

    skill: SkillRefOut
    weight: float


class QuestionSkillsIn(In):
    """The skills that a question asks for, in place of those before."""

    model_config = build_example(skills=[{"skill": SKILL_ID, "weight": 1}])

    skills: list[SkillWeightIn] = Field(max_length=MAX_SKILLS_TRAINED)


class LessonSkillsIn(QuestionSkillsIn):
    """For which class a course lesson is, in which languages it speaks and on which devices it works (none named: all),
    and the skills that it trains, in place of those before. `content_class` null: for no children of the kindergarten.
    """

    model_config = build_example(content_class="MIXED", skills=[{"skill": SKILL_ID, "weight": 1}])

    content_class: ContentClass | None
    languages: list[Locale] = Field([], max_length=3)
    devices: list[Device] = Field([], max_length=3)


class QuestionSkillsOut(Out):
    """The skills that a question asks for."""

    skills: list[SkillWeightOut]


class LessonSkillsOut(Out):
    """For which class a course lesson is (null: for no children of the kindergarten), its languages and devices (empty:
    all), and the skills that it trains. A lesson with more `play_minutes` than `most_play_minutes` is better split.
    """

    model_config = build_example(
        content_class="MIXED", languages=["uz"], devices=["touch", "keyboard"], play_minutes=6, most_play_minutes=7
    )

    content_class: ContentClass | None
    languages: list[Locale]
    devices: list[Device]
    skills: list[SkillWeightOut]
    play_minutes: int | None = Field(
        description="About how long a child plays the activities as they are written now; null without any."
    )
    most_play_minutes: int = Field(description="How long small children sit.")


class SkillTableQuery(In):
    """The format."""

    model_config = build_example(format="xlsx")

    format: Literal["csv", "xlsx"] = "xlsx"


class SkillTableForm(In):
    """Form fields of a table of skills. With `dry_run` nothing is written."""

    model_config = build_example(dry_run=True)

    dry_run: bool = False


class SkillCellRefusalOut(Out):
    """A cell of the table that cannot be taken, and why. Row 0: a skill that stands in no row of it."""

    model_config = build_example(row=5, heading="needs", text="rhyme", reason="There is no such skill.")

    row: int
    heading: str
    text: str
    reason: str


class SkillTableReportOut(Out):
    """What a table changes, by code. With anything in `refused`, nothing is written. Each list names the first 500."""

    model_config = build_example(
        dry_run=True, created_count=1, changed_count=0, same_count=41, refused_count=0, created=["rhyme"], changed=[],
        refused=[],
    )  # fmt: skip

    dry_run: bool
    created_count: int
    changed_count: int
    same_count: int
    refused_count: int
    created: list[str]
    changed: list[str]
    refused: list[SkillCellRefusalOut]


def build_audience(payload: LessonSkillsIn) -> Audience | None:
    """Return for whom a lesson is by a body."""
    if payload.content_class is None:
        return None
    return Audience(payload.content_class, tuple(payload.languages), tuple(payload.devices))


def build_sheet_report(report: SheetReport, *, dry_run: bool) -> dict[str, Any]:
    """Return a report with at most `MAX_LISTED` of each kind."""
    counts = {f"{name}_count": len(getattr(report, name)) for name in ("created", "changed", "refused")}
    refused = [cell._replace(reason=str(cell.reason)) for cell in report.refused[:MAX_LISTED]]
    listed: dict[str, Sequence[Any]] = {name: getattr(report, name)[:MAX_LISTED] for name in ("created", "changed")}
    return {"dry_run": dry_run, "same_count": report.same, "refused": refused} | counts | listed
