"""Things of the access matrix in the online content of the course that both groups learn."""

from typing import Any
from uuid import uuid4

from apps.learning.models import CourseContent, CourseFile, EnrollmentSource
from apps.learning.services import drafts, enrol_user, lesson_drafts, publishing


def create_learning_objects(world: Any) -> dict[str, Any]:
    """A published module with a lesson for everybody, an open and a locked one; a lesson of the draft; a file; the
    enrolment of the child.
    """
    author, course = world.teacher, world.course
    file = CourseFile.objects.create(
        course=course, file=world.foreign_media.file, title="Words", kind="document", added_by=author
    )
    module = drafts.add_module(actor=author, course=course, title="In town")
    lessons = {name: lesson_drafts.add_lesson(actor=author, module=module, title=name) for name in LESSONS}
    rules = [{"rule": "after_lesson", "lesson": lessons["open_lesson"].pk}]
    changes: dict[str, dict[str, Any]] = {
        "preview_lesson": {"is_preview": True, "completion": {"rule": "by_hand"}},
        "open_lesson": {"completion": {"rule": "by_hand"}},
        "locked_lesson": {"opens": rules, "completion": {"rule": "by_hand"}},
    }
    for name, values in changes.items():
        blocks = [{"id": str(uuid4()), "kind": "file", "file": str(file.pk), "title": f"Words of the {name}"}]
        values["blocks"] = blocks
        lesson_drafts.save_lesson(actor=author, lesson=lessons[name], revision=1, changes=values)
    lesson_drafts.delete_lesson(actor=author, lesson=lessons["draft_lesson"])
    version = publishing.publish_content(actor=author, course=course, revision=get_revision(course))
    lesson_drafts.restore_lesson(actor=author, lesson=lessons["draft_lesson"])
    lesson_drafts.save_lesson(
        actor=author, lesson=lessons["draft_lesson"], revision=1, changes={"blocks": [{"id": str(uuid4()), **FORMULA}]}
    )
    for lesson in lessons.values():
        lesson.refresh_from_db()
    enrollment = enrol_user(actor=None, user=world.child, course=course, source=EnrollmentSource.OFFICE)
    return {
        **lessons,
        "enrollment": enrollment,
        "course_module": module,
        "course_file": file,
        "course_version": version,
        "version_number": str(version.number),
        "draft_revision": str(get_revision(course)),
        "lesson_revision": str(lessons["draft_lesson"].revision),
    }


LESSONS = ("preview_lesson", "open_lesson", "locked_lesson", "draft_lesson")
FORMULA = {"kind": "formula", "latex": "a + b"}


def get_revision(course: Any) -> int:
    """The present revision of the course's draft."""
    return CourseContent.objects.get(course=course).revision
