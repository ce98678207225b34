"""Courses with published content, and people who learn them."""

from uuid import uuid4

from django.utils import timezone

from apps.accounts.models import User
from apps.core.models import StoredFile
from apps.core.permissions import Role
from apps.courses.models import Course, CourseMode, CourseStatus
from apps.learning.models import CourseContent, CourseFile, CourseLesson, Enrollment, EnrollmentSource
from apps.learning.services.drafts import add_module
from apps.learning.services.lesson_drafts import add_lesson, save_lesson
from apps.learning.services.publishing import publish_content

LESSONS_PER_MODULE = 20


def create_learners(count: int) -> list[User]:
    """Create this many pupils."""
    emails = [f"learner-{number}@example.uz" for number in range(count)]
    return User.objects.bulk_create(
        User(role=Role.STUDENT, first_name="Learner", email=email, password="!") for email in emails
    )


def publish_course(name: str, *, lessons: int, seconds: int = 0, recordings: int = 1) -> Course:
    """Publish a course of lessons with a text; the first `recordings` lessons have one of this many seconds, if any."""
    course = Course.objects.create(
        title={"en": name},
        slug=name,
        mode=CourseMode.ONLINE,
        status=CourseStatus.PUBLISHED,
        published_at=timezone.now(),
    )
    author = User.objects.create(role=Role.MANAGER, first_name="Author", email=f"{name}@example.uz", all_branches=True)
    for number in range(lessons):
        if number % LESSONS_PER_MODULE == 0:
            module = add_module(actor=author, course=course, title=f"Module {number // LESSONS_PER_MODULE + 1}")
        lesson = add_lesson(actor=author, module=module, title=f"Lesson {number + 1}")
        blocks = [_build_recording(course, seconds)] if seconds and number < recordings else []
        save_lesson(
            actor=author, lesson=lesson, revision=lesson.revision, changes={"blocks": [*blocks, _build_text(number)]}
        )
    publish_content(actor=author, course=course, revision=CourseContent.objects.get(course=course).revision)
    return course


def enrol_learners(course: Course, learners: list[User]) -> None:
    """Enrol them in the course."""
    now = timezone.now()
    Enrollment.objects.bulk_create(
        Enrollment(user=user, course=course, source=EnrollmentSource.OFFICE, starts_at=now) for user in learners
    )


def list_lessons(course: Course) -> list[CourseLesson]:
    """Return the lessons of the course in their order."""
    return list(CourseLesson.objects.filter(course=course).order_by("module__position", "position"))


def list_recordings(lesson: CourseLesson) -> list[str]:
    """Return the ids of the lesson's blocks with a recording."""
    return [block["id"] for block in lesson.blocks if block["kind"] == "audio"]


def _build_text(number: int) -> dict[str, object]:
    words = [{"type": "text", "text": f"Words of lesson {number + 1}. " * 20}]
    paragraphs = [{"type": "paragraph", "content": words}] * 5
    return {"id": str(uuid4()), "kind": "text", "document": {"type": "doc", "content": paragraphs}}


def _build_recording(course: Course, seconds: int) -> dict[str, object]:
    stored = StoredFile.objects.create(
        path=f"material/00/{uuid4()}", sha256="0" * 64, size=9, content_type="audio/mpeg", original_name="film.mp3"
    )
    file = CourseFile.objects.create(course=course, file=stored, title="Film", kind="audio", duration_ms=1000 * seconds)
    return {"id": str(uuid4()), "kind": "audio", "file": str(file.pk), "title": "Film", "transcript": ""}
