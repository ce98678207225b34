"""Reads of drafts, versions and files of online courses."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.courses.models import Course
from apps.courses.queries import list_taught_courses
from apps.learning.models import (
    CourseContent,
    CourseFile,
    CourseLesson,
    CourseVersion,
    Enrollment,
    LessonProgress,
    LessonVersion,
    LessonView,
    Module,
)

MAX_DELETED = 100


def get_content(course: Course) -> CourseContent:
    """Return the content of a course with its published version; a new one that is not saved where nobody wrote yet."""
    content = CourseContent.objects.select_related("published__published_by").filter(course=course).first()
    content = content or CourseContent()
    content.course = course
    return content


def list_draft_modules(course: Course) -> QuerySet[Module]:
    """Return the modules of the draft, in order."""
    return Module.objects.filter(course=course, deleted_at__isnull=True).order_by("position", "created_at")


def list_draft_lessons(course: Course) -> QuerySet[CourseLesson]:
    """Return the lessons of the draft, in order within their modules."""
    rows = CourseLesson.objects.filter(course=course, deleted_at__isnull=True, module__deleted_at__isnull=True)
    return rows.order_by("position", "created_at")


def list_draft_lessons_without_blocks(course: Course, published: Collection[UUID]) -> QuerySet[CourseLesson]:
    """Return the lessons of the draft without their blocks, with `block_count` and `has_same_blocks`: whether one of
    these published lesson versions is of the lesson and has the same blocks.
    """
    same = LessonVersion.objects.filter(pk__in=published, lesson=OuterRef("pk"), blocks=OuterRef("blocks"))
    count = Func(F("blocks"), function="jsonb_array_length", output_field=IntegerField())
    has_same = Exists(same) if published else Value(False, output_field=BooleanField())
    return list_draft_lessons(course).defer("blocks").annotate(block_count=count, has_same_blocks=has_same)


def count_views(course: Course) -> dict[UUID, int]:
    """Return how often each lesson of the course was opened, once a day by each person; without those never opened."""
    rows = LessonView.objects.filter(lesson__course=course).values_list("lesson").annotate(count=Count("pk"))
    return dict(rows)


def list_deleted_modules(course: Course) -> QuerySet[Module]:
    """Return modules that were deleted from the draft, the last one first."""
    return Module.objects.filter(course=course, deleted_at__isnull=False).order_by("-deleted_at")[:MAX_DELETED]


def list_deleted_lessons(course: Course) -> QuerySet[CourseLesson]:
    """Return lessons that were deleted from the draft by themselves, not with their module; the last one first."""
    rows = CourseLesson.objects.filter(course=course, deleted_at__isnull=False).defer("blocks")
    return rows.exclude(module__deleted_at=F("deleted_at")).order_by("-deleted_at")[:MAX_DELETED]


def list_editable_modules(user: User) -> QuerySet[Module]:
    """Return modules of courses that the user teaches, deleted ones too; all for the office."""
    return Module.objects.filter(_taught(user)).select_related("course")


def list_editable_lessons(user: User) -> QuerySet[CourseLesson]:
    """Return lessons of courses that the user teaches, deleted ones too; all for the office."""
    return CourseLesson.objects.filter(_taught(user)).select_related("course", "module", "saved_by")


def list_versions(course: Course) -> QuerySet[CourseVersion]:
    """Return the published versions of a course."""
    return CourseVersion.objects.filter(course=course).select_related("published_by")


def list_course_files(course: Course, *, kind: str | None = None) -> QuerySet[CourseFile]:
    """Return the files that blocks of a course may show."""
    return filter_given(CourseFile.objects.filter(course=course).select_related("file"), kind=kind)


def search_course_files(files: QuerySet[CourseFile], text: str) -> QuerySet[CourseFile]:
    """Filter files whose title contains `text`."""
    return files.filter(title__icontains=text)


def get_course_files_by_id(course_id: UUID, file_ids: Collection[UUID]) -> dict[UUID, CourseFile]:
    """Return these files of a course by id; unknown ids are left out. No query for no id."""
    if not file_ids:
        return {}
    rows = CourseFile.objects.filter(course=course_id, pk__in=set(file_ids)).select_related("file")
    return {file.pk: file for file in rows}


def _taught(user: User) -> Q:
    return Q(course__in=list_taught_courses(user).order_by().values("pk"))


def count_learners_by_lesson(
    course: Course, lessons: Collection[UUID], people: Collection[UUID] | None = None
) -> dict[UUID, tuple[int, int]]:
    """Return of each lesson how many people who were ever enrolled have begun it, and how many have done it; of these
    people, else of all.
    """
    learners = Enrollment.objects.filter(course=course).order_by().values("user")
    if people is not None:
        learners = learners.filter(user__in=people)
    rows = LessonProgress.objects.filter(lesson__in=lessons, user__in=learners).order_by().values("lesson")
    counted = rows.annotate(begun=Count("pk"), done=Count("pk", filter=Q(completed_at__isnull=False)))
    return {row["lesson"]: (row["begun"], row["done"]) for row in counted}
