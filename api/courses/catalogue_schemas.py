"""Bodies, answers and queries of the catalogue: courses, categories, levels and placements."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from pydantic import Field

from api.auth import get_optional_user
from api.base_schemas import DAY_BOUNDS, Changes, Day, In, Out, ReadWith, TextsOut, build_example
from api.lists import PageQuery, PublicPageQuery
from api.money_schemas import Currency
from api.shared_schemas import COURSE, PERSON, TITLE, CourseOut, Language, LongTexts, PersonOut, Texts
from apps.core.models import StoredFile
from apps.courses.models import Course, CourseMode, CourseStatus, CourseTeacherKind, PlacementMethod
from apps.courses.queries import list_visible_courses

Slug = Annotated[str, Field(max_length=80, pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")]
LevelCode = Annotated[str, Field(max_length=8, pattern=r"^[A-Za-z0-9+]*$", description="A level's code, or empty.")]
Tag = Annotated[str, Field(min_length=1, max_length=40, description="A word that the course can be found by.")]
Position = Annotated[int, Field(ge=0, le=10_000)]

CATEGORY: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea1",
    "name": {"uz": "Tillar", "ru": "Языки", "en": "Languages"},
    "slug": "languages",
    "position": 1,
}
LEVEL: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea2",
    "code": "A2",
    "name": {"uz": "Boshlang‘ich", "ru": "Элементарный", "en": "Elementary"},
    "position": 2,
}
PRICE: dict[str, Any] = {"amount": 60000000, "currency": "UZS"}
PLACEMENT: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea3",
    "student": {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74", "full_name": "Jasur Oripov"},
    "language": "en",
    "level": "A2",
    "method": "test",
    "score": 71,
    "found_on": "2026-09-02",
    "found_by": PERSON,
    "note": "",
}


def _no_texts() -> Texts:
    return Texts(uz="", ru="", en="")


def _no_long_texts() -> LongTexts:
    return LongTexts(uz="", ru="", en="")


class CategoryIn(In):
    """A category of the catalogue. Without `slug`, one is made from the name."""

    model_config = build_example(name=CATEGORY["name"], slug="exams", position=2)

    name: Texts
    slug: Slug = ""
    position: Position = 0


class CategoryChanges(Changes):
    """What to change of a category; absent fields stay."""

    model_config = build_example(position=3)

    name: Texts = Field(default_factory=_no_texts)
    slug: str = Field("", min_length=1, max_length=80, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    position: int = Field(0, ge=0, le=10_000)


class CategoryOut(Out):
    """A category of the catalogue."""

    model_config = build_example(**CATEGORY)

    id: UUID
    name: TextsOut
    slug: str
    position: int


class LevelIn(In):
    """A level that the centre teaches."""

    model_config = build_example(code="B1+", name=LEVEL["name"], position=4)

    code: str = Field(min_length=1, max_length=8, pattern=r"^[A-Za-z0-9+]+$")
    name: Texts = Field(default_factory=_no_texts)
    position: Position = 0


class LevelChanges(Changes):
    """What to change of a level; absent fields stay."""

    model_config = build_example(position=3)

    name: Texts = Field(default_factory=_no_texts)
    position: int = Field(0, ge=0, le=10_000)


class LevelOut(Out):
    """A level; higher levels have a higher `position`."""

    model_config = build_example(**LEVEL)

    id: UUID
    code: str
    name: TextsOut
    position: int


class Price(In):
    """A price in the minor unit (tiyin, cents) of its currency."""

    model_config = build_example(**PRICE)

    amount: int = Field(ge=1, le=10**13)
    currency: Currency


class PriceOut(Out):
    """A price in the minor unit (tiyin, cents) of its currency."""

    model_config = build_example(**PRICE)

    amount: int
    currency: str


class CourseIn(In):
    """A course to create as a draft. Without `slug`, one is made from the title. Prices are per month."""

    model_config = build_example(title=TITLE, slug="english-a2", language="en", level="A2", prices=[PRICE])

    title: Texts
    description: LongTexts | None = None
    slug: Slug = ""
    language: Language = "en"
    level: LevelCode = ""
    mode: CourseMode = CourseMode.CENTRE
    category: UUID | None = None
    tags: list[Tag] = Field([], max_length=10)
    prices: list[Price] = Field([], max_length=5)
    prerequisites: list[UUID] = Field([], max_length=20)


class CourseChanges(Changes):
    """What to change of a course; absent fields stay. Tags, prices and prerequisites are replaced as a
    whole."""

    model_config = build_example(title=TITLE, level="B1")

    title: Texts = Field(default_factory=_no_texts)
    description: LongTexts = Field(default_factory=_no_long_texts)
    slug: str = Field("", min_length=1, max_length=80, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    language: Language = "en"
    level: LevelCode = ""
    mode: CourseMode = CourseMode.CENTRE
    category: UUID | None = None
    tags: list[Tag] = Field([], max_length=10)
    prices: list[Price] = Field([], max_length=5)
    prerequisites: list[UUID] = Field([], max_length=20)


def build_thumbnail_address(course: Course) -> str | None:
    """Return the address of a course's picture under the picture's hash, or None without a picture."""
    return build_picture_address(course.thumbnail) if course.thumbnail else None


def build_picture_address(stored: StoredFile) -> str:
    """Return the address of a picture that a course shows, in one of its sizes."""
    return f"{settings.MEDIA_CDN_URL}/api/v1/courses/thumbnails/{stored.sha256}/"


class ThumbnailOut(Out):
    """The picture of a course as WebP, `width` pixels wide."""

    model_config = build_example(width=640, url="/api/v1/courses/thumbnails/" + "5" * 64 + "/")

    width: int
    url: Annotated[str, ReadWith(lambda row: build_picture_address(row.file))]


class NextLessonOut(Out):
    """The lesson where you go on."""

    model_config = build_example(id="01890a5d-ac96-774b-bcce-b302099a8061", title="Greetings")

    id: UUID
    title: str


class CatalogueCourseOut(CourseOut):
    """A course in the catalogue, and how far you are in it."""

    model_config = build_example(
        **COURSE, mode="centre", category=CATEGORY, tags=["travel"], published_at="2026-09-01T09:00:00Z", rating=4.6,
        review_count=12, enrolled_count=140, is_enrolled=True, progress=40,
    )  # fmt: skip

    mode: CourseMode
    category: CategoryOut | None
    tags: list[str]
    prices: list[PriceOut]
    thumbnail: Annotated[str | None, ReadWith(build_thumbnail_address)] = Field(
        description="Address of the picture, here or at the CDN. It changes with the picture only."
    )
    thumbnails: list[ThumbnailOut] = Field(
        description="The picture in its sizes, which a job makes; the smallest first."
    )
    published_at: datetime | None
    rating: float | None = Field(description="The average of its reviews, 1 to 5; null without one.")
    review_count: int
    enrolled_count: int = Field(
        validation_alias="facts__enrolled_count", description="How many people learn it online."
    )
    is_enrolled: bool = Field(validation_alias="facts__is_enrolled", description="The course is open online for you.")
    progress: int | None = Field(
        validation_alias="facts__progress", description="How many percent you have done; null if you are not enrolled."
    )
    next_lesson: NextLessonOut | None = Field(
        validation_alias="facts__next_lesson", description="The open lesson where you go on, if there is one."
    )

    @staticmethod
    def resolve_thumbnails(course: Any) -> list[Any]:
        """Return the sizes of the picture, ordered by width."""
        return sorted(course.thumbnails.all(), key=lambda row: row.width)

    @staticmethod
    def resolve_prices(course: Any) -> list[Any]:
        """Return the prices, ordered by currency."""
        return sorted(course.prices.all(), key=lambda price: price.currency)


class CourseTeacherOut(Out):
    """A teacher of the course."""

    model_config = build_example(kind="lead")

    teacher: PersonOut
    kind: CourseTeacherKind


class CourseDetailOut(CatalogueCourseOut):
    """A course with its teachers and prerequisites."""

    model_config = build_example(**COURSE, prerequisites=[])

    teachers: list[CourseTeacherOut]
    prerequisites: list[CourseOut]

    @staticmethod
    def resolve_teachers(course: Any) -> list[Any]:
        """Return the teachers, the lead first."""
        return list(course.course_teachers.select_related("teacher").order_by("-kind", "teacher__first_name", "id"))

    @staticmethod
    def resolve_prerequisites(course: Any, context: dict[str, Any]) -> list[Any]:
        """Return the prerequisites that the user may see, ordered by slug."""
        return list(
            list_visible_courses(get_optional_user(context["request"])).filter(leads_to=course).order_by("slug")
        )


class CoursesQuery(PublicPageQuery):
    """Filters for courses."""

    model_config = build_example(language="en", level="A2", search="ingliz")

    language: Language | None = Field(None, description="Only courses of this language.")
    level: LevelCode = ""
    mode: CourseMode | None = Field(None, description="Only courses that are offered in this mode.")
    category: UUID | None = Field(None, description="Only courses of this category.")
    tag: str = Field("", max_length=40, description="Only courses with this tag.")
    slug: Slug = Field("", description="Only the course with this slug.")
    status: CourseStatus | None = Field(
        None, description="Only courses in this status; users other than staff get published courses only."
    )
    taught: bool = Field(False, description="Only courses that you teach, or whose groups you teach.")


class CourseTeacherIn(In):
    """A teacher of the course."""

    model_config = build_example(teacher=PERSON["id"], kind="lead")

    teacher: UUID
    kind: CourseTeacherKind = CourseTeacherKind.CO


class CourseTeachersIn(In):
    """All teachers of the course, at most one of them the lead."""

    model_config = build_example(teachers=[{"teacher": PERSON["id"], "kind": "lead"}])

    teachers: list[CourseTeacherIn] = Field(max_length=20)


class PlacementIn(In):
    """The level that a pupil was found to have, today or on `found_on`."""

    model_config = build_example(student=PLACEMENT["student"]["id"], level="A2", method="test", score=71)

    student: UUID
    language: Language = "en"
    level: str = Field(min_length=1, max_length=8, pattern=r"^[A-Za-z0-9+]+$")
    method: PlacementMethod
    score: int | None = Field(None, ge=0, le=100, description="Out of 100.")
    found_on: Day | None = None
    note: str = Field("", max_length=500)


class PlacementOut(Out):
    """The level that a pupil was found to have on a day."""

    model_config = build_example(**PLACEMENT)

    id: UUID
    student: PersonOut
    language: str
    level: str = Field(validation_alias="level__code")
    method: PlacementMethod
    score: int | None
    found_on: date = Field(json_schema_extra=DAY_BOUNDS)
    found_by: PersonOut | None
    note: str


class CategoriesQuery(PublicPageQuery):
    """Filters for categories."""

    model_config = build_example(published=True)

    published: bool | None = Field(None, description="Only categories with a published course, or only those without.")


class TagOut(Out):
    """A tag, and how many courses have it."""

    model_config = build_example(tag="travel", course_count=3)

    tag: str
    course_count: int


class TagsQuery(PublicPageQuery):
    """The list of tags."""

    model_config = build_example(page_size=100)


class LevelsQuery(PublicPageQuery):
    """Filters for levels."""

    model_config = build_example(archived=False)

    archived: bool = Field(False, description="Archived levels instead of levels in use.")


class PlacementsQuery(PageQuery):
    """Filters for placements; the first placement of a language is the pupil's current level."""

    model_config = build_example(student=PLACEMENT["student"]["id"])

    student: UUID | None = Field(None, description="Only placements of this pupil.")
    language: Language | None = Field(None, description="Only placements in this language.")
