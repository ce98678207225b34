"""Published content of online courses for tests: each lesson a dictionary of what differs from an ordinary one."""

from uuid import uuid4

from django.utils import timezone

from apps.learning.blocks.checking import check_blocks, iterate_file_ids
from apps.learning.content_queries import get_course_files_by_id
from apps.learning.models import CourseContent, CourseLesson, Module
from apps.learning.services.publishing import publish_content
from tests.learning.course_writing import make_course_file, text_block

FIELDS = {"is_preview": False, "minutes": 5, "completion": {"rule": "scrolled"}, "opens": []}


def publish_lessons(course, *lessons, sequential=False, weight="equal", module_opens=()):
    """Write these lessons as the only module of the course and publish them; return their rows, whose `watched` names
    blocks.

    `audio`: lengths in milliseconds of recordings in the lesson. Lessons that have a `row` are published again.
    """
    content, _ = CourseContent.objects.update_or_create(
        course=course, defaults={"is_sequential": sequential, "weight": weight}
    )
    module, _ = Module.objects.update_or_create(course=course, title="Unit 1", defaults={"opens": list(module_opens)})
    CourseLesson.objects.filter(course=course).update(deleted_at=timezone.now())
    rows = [_write_lesson(course, module, number, given) for number, given in enumerate(lessons)]
    publish_content(actor=None, course=course, revision=content.revision)
    return rows


def _write_lesson(course, module, place, given):
    title = given.get("title", f"Lesson {place + 1}")
    row = given.get("row") or CourseLesson(course=course, module=module, slug=f"lesson-{uuid4().hex[:8]}")
    known = getattr(row, "watched", [])
    row.watched = [*known, *(str(uuid4()) for _ in given.get("audio", ())[len(known) :])]
    blocks = [
        *(given.get("blocks") or [text_block(f"Words of {title}")]),
        *(_audio_block(course, *each) for each in zip(row.watched, given.get("audio", ()), strict=False)),
    ]
    files = get_course_files_by_id(course.pk, list(iterate_file_ids(blocks)))
    row.title, row.position, row.deleted_at, row.blocks = title, place, None, check_blocks(blocks, files)
    for name, usual in FIELDS.items():
        setattr(row, name, given.get(name, usual))
    row.save()
    return row


def _audio_block(course, block, length):
    return {"id": block, "kind": "audio", "file": str(make_course_file(course, duration_ms=length).pk)}
