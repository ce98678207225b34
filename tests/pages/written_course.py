"""A course that a teacher is writing, with a lesson of blocks."""

from uuid import uuid4

from apps.learning.services.drafts import add_module
from apps.learning.services.lesson_drafts import add_lesson, save_lesson


def write_course(course, teacher):
    """Write a draft of two modules; return the id of its first lesson."""
    town = add_module(actor=teacher, course=course, title="Shaharda")
    add_module(actor=teacher, course=course, title="Uyda va mehmonda", opens=[{"rule": "after_days", "days": 7}])
    lesson = add_lesson(actor=teacher, module=town, title="Bozorda")
    add_lesson(actor=teacher, module=town, title="Qancha turadi? Sonlar, narxlar va savdolashish")
    save_lesson(actor=teacher, lesson=lesson, revision=lesson.revision, changes={"blocks": _make_blocks()})
    return lesson.pk


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
