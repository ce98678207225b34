"""A course that a teacher is writing, and one that is learnt, with lessons of blocks."""

from uuid import uuid4

from apps.courses.models import CourseMode
from apps.courses.services import create_course, publish_course
from apps.kids.classes import ContentClass
from apps.kids.models import LessonClass
from apps.learning.models import CourseContent, EnrollmentSource
from apps.learning.services import enrol_user
from apps.learning.services.drafts import add_module
from apps.learning.services.lesson_drafts import add_lesson, save_lesson
from apps.learning.services.publishing import publish_content
from tests.kids.activities import activity_block


def write_course(course, teacher):
    """Write a draft of two modules; return the id of its first lesson."""
    town = add_module(actor=teacher, course=course, title="Shaharda")
    add_module(actor=teacher, course=course, title="Uyda va mehmonda", opens=[{"rule": "after_days", "days": 7}])
    lesson = add_lesson(actor=teacher, module=town, title="Bozorda")
    add_lesson(actor=teacher, module=town, title="Qancha turadi? Sonlar, narxlar va savdolashish")
    save_lesson(actor=teacher, lesson=lesson, revision=lesson.revision, changes={"blocks": _make_blocks()})
    return lesson.pk


def publish_course_to_learn(teacher, learner, office):
    """Publish a free online course that this person learns; return its id and that of a lesson, which all may read."""
    title = {"uz": "Onlayn ingliz tili", "ru": "Английский онлайн", "en": "English online"}
    course = create_course(actor=teacher, title=title, mode=CourseMode.ONLINE)
    module = add_module(actor=teacher, course=course, title="Shaharda")
    lessons = [add_lesson(actor=teacher, module=module, title=name) for name in ("Bozorda", "Yoʻlda")]
    for lesson, is_preview in zip(lessons, (True, False), strict=True):
        blocks = [*(block for block in _make_blocks() if block["kind"] != "image"), activity_block("tap")]
        changes = {"blocks": blocks, "is_preview": is_preview}
        save_lesson(actor=teacher, lesson=lesson, revision=lesson.revision, changes=changes)
    publish_content(actor=teacher, course=course, revision=CourseContent.objects.get(course=course).revision)
    publish_course(course=course, actor=office)
    LessonClass.objects.create(lesson=lessons[0], content_class=ContentClass.MIXED)
    enrol_user(actor=None, user=learner, course=course, source=EnrollmentSource.FREE)
    return course.pk, lessons[0].pk


def _make_blocks():
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": "Avval narxini soʻrang."}]}
    document = {"type": "doc", "content": [paragraph]}
    blocks = [
        {"kind": "text", "document": document},
        {"kind": "note", "tone": "warning", "document": document},
        {"kind": "formula", "latex": "a^2 + b^2 = c^2", "caption": "Pifagor"},
        {"kind": "image", "file": None, "alt": "", "decorative": False, "caption": ""},
        {"kind": "flashcards", "title": "Soʻzlar", "cards": [{"front": "bread", "back": "non"}]},
    ]
    return [{"id": str(uuid4()), **block} for block in blocks]
