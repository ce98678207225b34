"""Drafts of online courses, their changes and versions."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, In, Out, ReadWith, TextsOut, Translated, build_example
from api.learning.files_schemas import CourseFileOut
from api.learning.rules_schemas import LESSON_ID, CompletionRuleIn, CompletionRuleOut, OpeningRuleIn, OpeningRuleOut
from api.lists import PageQuery
from api.shared_schemas import PERSON, TITLE, PersonOut
from apps.learning.blocks.checking import MAX_BLOCKS
from apps.learning.draft_views import DraftView
from apps.learning.services.drafts import MAX_MODULES
from apps.learning.services.lesson_drafts import MAX_LESSONS

Weight = Literal["minutes", "equal"]
ChangeKind = Literal[
    "module_added",
    "module_removed",
    "module_changed",
    "lesson_added",
    "lesson_removed",
    "lesson_changed",
    "lesson_moved",
    "settings_changed",
]
Slug = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Minutes = Annotated[int, Field(ge=1, le=600)]
Revision = Annotated[int, Field(ge=1, le=2**31 - 1, description="The revision that was read; an old one is refused.")]
Opens = Annotated[list[OpeningRuleIn], Field(max_length=10)]

COURSE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71"
MODULE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea1"
BLOCK: dict[str, Any] = {
    "id": "0199f3a2-5b7c-4d10-8a4e-3f1c2b9d6ea3",
    "kind": "formula",
    "latex": "a^2 + b^2 = c^2",
    "caption": "Pythagoras",
}
LESSON: dict[str, Any] = {
    "id": LESSON_ID,
    "slug": "at-the-market",
    "title": "At the market",
    "is_preview": False,
    "minutes": 10,
    "completion": {"rule": "scrolled", "percent": None},
    "opens": [],
    "revision": 4,
}
CHANGE: dict[str, Any] = {"kind": "lesson_changed", "title": "At the market", "what": ["blocks"]}
VERSION: dict[str, Any] = {
    "number": 2,
    "published_at": "2026-09-07T09:00:00Z",
    "published_by": PERSON,
    "changes": [CHANGE],
    "lessons": 14,
}


class DraftSettingsIn(Changes):
    """Settings of a draft; absent ones stay."""

    model_config = build_example(revision=7, is_sequential=True)

    revision: Revision
    is_sequential: bool = Field(False, description="Whether each lesson opens when the one before is done.")
    weight: Weight = Field("equal", description="What a lesson counts in the percent: its minutes, or all equal.")


class ModuleIn(In):
    """A new module of a draft."""

    model_config = build_example(title="In town")

    title: Title
    opens: Opens = []


class ModuleChanges(Changes):
    """What to change of a module; absent fields stay."""

    model_config = build_example(title="In town")

    title: Title = ""
    opens: Opens = []


class CourseLessonIn(In):
    """A new lesson of a draft."""

    model_config = build_example(module=MODULE_ID, title="At the market")

    module: UUID
    title: Title


class LessonDraftIn(Changes):
    """What to save of a lesson; absent fields stay. `blocks` replaces all blocks."""

    model_config = build_example(revision=4, title="At the market", blocks=[BLOCK])

    revision: Revision
    title: Title = ""
    slug: Slug = ""
    is_preview: bool = Field(False, description="Whether anybody may read it.")
    minutes: Minutes = Field(5, description="How long it takes.")
    completion: CompletionRuleIn = CompletionRuleIn(rule="scrolled", percent=None)
    opens: Opens = []
    blocks: list[dict[str, Any]] = Field([], max_length=MAX_BLOCKS)


class OrderedModuleIn(In):
    """A module and its lessons, in order."""

    model_config = build_example(id=MODULE_ID, lessons=[LESSON_ID])

    id: UUID
    lessons: list[UUID] = Field(max_length=MAX_LESSONS)


class OutlineIn(In):
    """The order of all modules and lessons of a draft; each stands in it exactly once."""

    model_config = build_example(revision=7, modules=[{"id": MODULE_ID, "lessons": [LESSON_ID]}])

    revision: Revision
    modules: list[OrderedModuleIn] = Field(max_length=MAX_MODULES)


class RevisionIn(In):
    """The revision of the draft that was read."""

    model_config = build_example(revision=7)

    revision: Revision


class DraftLessonOut(Out):
    """A lesson of a draft, without its blocks. `has_changes`: learners do not see it like this yet."""

    model_config = build_example(**LESSON, block_count=6, is_published=True, has_changes=True, view_count=84)

    id: UUID
    slug: str
    title: str
    is_preview: bool
    minutes: int
    completion: CompletionRuleOut
    opens: list[OpeningRuleOut]
    revision: int
    block_count: int
    is_published: bool
    has_changes: bool
    view_count: int = Field(description="How often the lesson was opened, once a day by each person.")


class DraftModuleOut(Out):
    """A module of a draft, with its lessons in order."""

    model_config = build_example(id=MODULE_ID, title="In town", opens=[])

    id: UUID
    title: str
    opens: list[OpeningRuleOut]
    lessons: list[DraftLessonOut]


class DeletedContentOut(Out):
    """A lesson or a module (`module` true) that was deleted from the draft and can be restored."""

    model_config = build_example(id=LESSON_ID, title="At the market", module=False, deleted_at="2026-09-07T09:00:00Z")

    id: UUID
    title: str
    module: bool
    deleted_at: datetime


class PublishedOut(Out):
    """What learners see."""

    model_config = build_example(number=2, published_at="2026-09-07T09:00:00Z", published_by=PERSON)

    number: int
    published_at: datetime = Field(validation_alias="created_at")
    published_by: PersonOut | None


class CourseDraftOut(Out):
    """The draft of a course. `revision` grows with every change of its settings, modules and order."""

    model_config = build_example(
        course=COURSE_ID, title=TITLE, revision=7, is_sequential=False, weight="equal", has_changes=True
    )

    course: UUID = Field(validation_alias="course__pk")
    title: TextsOut = Field(validation_alias="course__title")
    revision: int = Field(validation_alias="content__revision")
    is_sequential: bool = Field(validation_alias="content__is_sequential")
    weight: Weight = Field(validation_alias="content__weight")
    has_changes: bool = Field(description="Whether publishing would change what learners see.")
    published: PublishedOut | None = Field(validation_alias="content__published")
    modules: list[DraftModuleOut]
    deleted: list[DeletedContentOut]

    @staticmethod
    def resolve_modules(draft: DraftView) -> list[dict[str, Any]]:
        """Return the modules with their lessons, and whether learners see them like this."""
        return [
            {
                "id": module.pk,
                "title": module.title,
                "opens": module.opens,
                "lessons": [
                    DraftLessonOut.model_validate(
                        {
                            **{name: getattr(lesson, name) for name in LESSON if name != "id"},
                            "id": lesson.pk,
                            "block_count": lesson.block_count,  # type: ignore[attr-defined]
                            "is_published": draft.get_published_lesson(lesson.pk) is not None,
                            "has_changes": lesson.pk in draft.changed_lessons,
                            "view_count": draft.views_by_lesson.get(lesson.pk, 0),
                        }
                    )
                    for lesson in draft.lessons_by_module.get(module.pk, ())
                ],
            }
            for module in draft.modules
        ]


class LessonDraftOut(Out):
    """A lesson of a draft with its blocks. `files`: those that its blocks show."""

    model_config = build_example(
        **LESSON, course=COURSE_ID, course_title=TITLE, module=MODULE_ID, saved_at="2026-09-07T09:00:00Z",
        saved_by=PERSON, blocks=[BLOCK], files=[],
    )  # fmt: skip

    id: UUID
    course: UUID = Field(validation_alias="course_id")
    course_title: TextsOut = Field(validation_alias="course__title")
    module: UUID = Field(validation_alias="module_id")
    slug: str
    title: str
    is_preview: bool
    minutes: int
    completion: CompletionRuleOut
    opens: list[OpeningRuleOut]
    revision: int
    saved_at: datetime = Field(validation_alias="updated_at")
    saved_by: PersonOut | None
    blocks: list[dict[str, Any]]
    files: Annotated[list[CourseFileOut], ReadWith(lambda lesson: lesson.shown_files)]


class ContentChangeOut(Out):
    """One thing that a version changes for learners. `what`: names of the changed fields."""

    model_config = build_example(**CHANGE)

    kind: ChangeKind
    title: str
    what: list[str]


class MissingContentOut(Out):
    """What must be filled in before the draft can be published; `lesson` is null for a module and for the course."""

    model_config = build_example(
        lesson=LESSON_ID, title="At the market", block=BLOCK["id"], text="The recording is missing."
    )

    lesson: UUID | None
    title: str
    block: UUID | None
    text: Translated


class ContentChangesOut(Out):
    """What publishing would change, and what is missing for it."""

    model_config = build_example(number_next=3, missing=[])

    number_next: int
    changes: list[ContentChangeOut]
    missing: list[MissingContentOut]


class CourseVersionOut(Out):
    """A published version of a course's content. `lessons`: how many it has."""

    model_config = build_example(**VERSION)

    number: int
    published_at: datetime = Field(validation_alias="created_at")
    published_by: PersonOut | None
    changes: list[ContentChangeOut]
    lessons: Annotated[
        int, ReadWith(lambda version: sum(len(module["lessons"]) for module in version.outline["modules"]))
    ]


class CourseVersionsQuery(PageQuery):
    """Query of the versions of a course."""

    model_config = build_example(page=1)
