"""Bodies and answers of learning: outlines, lessons and progress."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field

from api.base_schemas import In, Out, ReadWith, TextsOut, build_example
from api.courses.catalogue_schemas import NextLessonOut, build_thumbnail_address
from api.homework.pupil_work_schemas import HOMEWORK, HomeworkOut
from api.lists import PageQuery
from api.shared_schemas import COURSE, TITLE
from apps.core.validators import InvalidValue
from apps.learning.learner_views import find_next_lesson_of_learner
from apps.learning.models import EnrollmentState
from apps.learning.outlines import OutlineLesson
from apps.learning.services.progress import LessonActs, ProgressResult
from apps.learning.watched_pieces import MAX_MS

LESSON_ID = "01890a5d-ac96-774b-bcce-b302099a8061"
BLOCK_ID = "01890a5d-ac96-774b-bcce-b302099a8062"
ENROLLMENT_ID = "01890a5d-ac96-774b-bcce-b302099a8031"
EXAMPLE_BLOCK: dict[str, Any] = {
    "id": BLOCK_ID, "kind": "formula", "latex": "a + b", "caption": "", "mathml": "<math><mi>a</mi></math>",
}  # fmt: skip

LessonState = Literal["new", "begun", "done", "locked"]
MediaTime = Annotated[int, Field(ge=0, le=MAX_MS)]
"""A moment of a recording, in milliseconds from its start."""


def _check_order(piece: tuple[int, int]) -> tuple[int, int]:
    if piece[0] >= piece[1]:
        raise InvalidValue(_("A piece must end after it begins."))
    return piece


Piece = Annotated[tuple[MediaTime, MediaTime], AfterValidator(_check_order)]


class LessonLockOut(Out):
    """Why a lesson is locked. `opens_at`: when it opens, where that is known."""

    model_config = build_example(rule="after_lesson", text="Finish “Numbers” first.", opens_at=None)

    rule: str
    text: str
    opens_at: datetime | None


class OutlineLessonOut(Out):
    """A lesson of an outline. `id` is null while the lesson is locked."""

    model_config = build_example(
        id=LESSON_ID, title="Greetings", minutes=10, is_preview=True, state="new", locked=None
    )  # fmt: skip

    id: UUID | None
    title: str
    minutes: int
    is_preview: bool
    state: LessonState
    locked: LessonLockOut | None


class OutlineModuleOut(Out):
    """A module of an outline. `lesson_count` and `minutes` count all of its lessons, also those not listed."""

    model_config = build_example(title="The first days", lesson_count=5, minutes=60)

    title: str
    lesson_count: int
    minutes: int
    lessons: list[OutlineLessonOut]


class OutlineOut(Out):
    """The published content of a course. `version` is null while nothing is published."""

    model_config = build_example(
        course=COURSE["id"], title=TITLE, version=3, is_enrolled=True, can_write=False, percent=40, lesson_count=14,
        minutes=160, next_lesson=LESSON_ID,
    )  # fmt: skip

    course: UUID
    title: TextsOut
    version: int | None
    is_enrolled: bool
    can_write: bool
    percent: int = Field(description="How much of the course you have done; it never falls.")
    lesson_count: int
    minutes: int
    next_lesson: UUID | None = Field(description="Where you go on.")
    modules: list[OutlineModuleOut]


class LessonPlaceOut(Out):
    """The place of a lesson in its course: lesson `number` of `count`."""

    model_config = build_example(number=2, count=14)

    number: int
    count: int


class BlockProgressOut(Out):
    """What you heard or watched of one block, in milliseconds. `pieces`: in order, without overlaps."""

    model_config = build_example(block=BLOCK_ID, pieces=[[0, 15000]], granted_ms=15000, length_ms=60000)

    block: UUID
    pieces: list[tuple[int, int]]
    granted_ms: int
    length_ms: int


class LessonProgressOut(Out):
    """How far you are in a lesson. `block` and `position_ms`: where you go on."""

    model_config = build_example(
        block=BLOCK_ID, position_ms=15000, completed_at=None, percent_of_course=40
    )  # fmt: skip

    block: UUID | None
    position_ms: int
    completed_at: datetime | None
    percent_of_course: int
    blocks: list[BlockProgressOut]


class LessonTaskOut(Out):
    """Your homework of one block of a lesson; hand it in with `POST /homework/{id}/submit/`."""

    model_config = build_example(block=BLOCK_ID, homework=HOMEWORK)

    block: UUID
    homework: HomeworkOut


class CourseLessonOut(Out):
    """A lesson as learners see it. Blocks with a text have it as `html`, formulas as `mathml`, and blocks with a file
    have a link in `file` that works for some minutes.
    """

    model_config = build_example(
        id=LESSON_ID, course=COURSE["id"], course_title=TITLE, title="Greetings", slug="greetings",
        number=1, minutes=10, is_preview=True, completion={"rule": "scrolled"}, blocks=[EXAMPLE_BLOCK],
        needs_hand=False, tasks=[],
    )  # fmt: skip

    id: UUID
    course: UUID
    course_title: TextsOut
    title: str
    slug: str
    number: int = Field(description="The number of this version of the lesson.")
    minutes: int
    is_preview: bool
    completion: dict[str, Any] = Field(description="The rule by which the lesson is done.")
    blocks: list[dict[str, Any]]
    previous: UUID | None = Field(description="The lesson before, if it is open for you.")
    next: UUID | None = Field(description="The lesson after, if it is open for you.")
    place: LessonPlaceOut
    progress: LessonProgressOut | None = Field(description="Null for who is not enrolled.")
    needs_hand: bool = Field(description="The lesson waits until you say that it is done.")
    tasks: list[LessonTaskOut] = Field(description="Your homework of the blocks that you hand in, while enrolled.")


class WatchedIn(In):
    """Pieces of a recording that you heard or watched, in milliseconds; repeated and overlapping ones are fine."""

    model_config = build_example(block=BLOCK_ID, pieces=[[0, 15000]])

    block: UUID
    pieces: list[Piece] = Field(min_length=1, max_length=500)


class ProgressIn(In):
    """What happened in the lesson since the last request. It may be sent again."""

    model_config = build_example(
        block=BLOCK_ID, position_ms=15000, scrolled=False, seconds=15,
        watched=[{"block": BLOCK_ID, "pieces": [[0, 15000]]}],
    )  # fmt: skip

    block: UUID | None = Field(None, description="The block where you are.")
    position_ms: MediaTime | None = Field(None, description="Where you are in the recording of that block.")
    scrolled: bool = Field(False, description="The end of the lesson was on the screen.")
    done: bool = Field(False, description="You say that the lesson is done; only where its rule is `by_hand`.")
    watched: list[WatchedIn] = Field([], max_length=50)
    seconds: int = Field(
        0, ge=0, le=86_400, description="Seconds of study since the last request; at most the time since it counts."
    )

    def read_acts(self) -> LessonActs:
        """Return what happened as services take it; pieces of a block that is named twice come together."""
        watched: dict[UUID, list[tuple[int, int]]] = {}
        for row in self.watched:
            watched.setdefault(row.block, []).extend(row.pieces)
        return LessonActs(**self.model_dump(exclude={"watched"}), watched=watched)


class LearningProgressOut(Out):
    """Where you are now in the lesson and in its course. `blocks`: what counts as heard or watched. `coins`: what the
    course has earned you, once it is completed.
    """

    model_config = build_example(state="begun", completed_at=None, percent=40, next_lesson=LESSON_ID, coins=0)

    state: LessonState
    completed_at: datetime | None
    percent: int
    next_lesson: UUID | None
    blocks: list[BlockProgressOut]
    coins: int


def describe_progress(result: ProgressResult, lesson: OutlineLesson) -> dict[str, Any]:
    """Return the answer to a recorded progress."""
    standing, following = result.standing, result.standing.next_lesson
    return {
        "state": standing.get_state(lesson),
        "completed_at": result.row.completed_at,
        "percent": standing.enrollment.progress if standing.enrollment else 0,
        "next_lesson": following.id if following else None,
        "blocks": result.blocks,
        "coins": result.coins,
    }


class LearningQuery(PageQuery):
    """Filters of the courses that you learn."""

    model_config = build_example(page=1)


class LearntCourseOut(Out):
    """A course that you learn."""

    model_config = build_example(id=COURSE["id"], slug="english-a2", title=TITLE, thumbnail_url=None)

    id: UUID
    slug: str
    title: TextsOut
    thumbnail_url: Annotated[str | None, ReadWith(build_thumbnail_address)]


class LearningOut(Out):
    """A course that you learn, and where you go on."""

    model_config = build_example(
        enrollment=ENROLLMENT_ID, state="active", percent=40, completed_at=None, last_seen_at="2026-11-20T09:00:00Z"
    )  # fmt: skip

    course: LearntCourseOut
    enrollment: UUID = Field(validation_alias="pk")
    state: EnrollmentState
    percent: int = Field(validation_alias="progress")
    next_lesson: Annotated[NextLessonOut | None, ReadWith(find_next_lesson_of_learner)]
    completed_at: datetime | None
    last_seen_at: datetime | None
