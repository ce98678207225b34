"""Somebody learns an online course on a phone, in a real Chromium (`course-learn.browser.ts`)."""

import wave
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.core.permissions import Role
from apps.courses.models import CourseTeacher
from apps.learning.models import BlockProgress, CourseContent, Enrollment, LessonProgress
from apps.learning.services.drafts import add_module
from apps.learning.services.lesson_drafts import add_lesson, save_lesson
from apps.learning.services.publishing import publish_content
from apps.resources.services.course_files import add_request_file
from tests import factories
from tests.pages.browser import make_login

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 8
PDF_HEAD = b"%PDF-1.4\n"


def write_pdf():
    """Two pages with a line of text each."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        *(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>>>",) * 2,
        b"<</Length 44>>stream\nBT /F 24 Tf 40 300 Td (Numbers 1 to 10) Tj ET\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = PDF_HEAD + b"".join(b"%d 0 obj%sendobj\n" % (number, body) for number, body in enumerate(objects, 1))
    return out + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF\n"


def write_sound():
    out = BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 2, 8_000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 8_000 * SECONDS))
    return out.getvalue()


def write_picture():
    out = BytesIO()
    Image.new("RGB", (900, 500), "teal").save(out, "PNG")
    return out.getvalue()


def paragraph(*nodes):
    return {"type": "paragraph", "content": list(nodes)}


def words(text, *marks):
    return {"type": "text", "text": text, **({"marks": [{"type": mark} for mark in marks]} if marks else {})}


def write_document():
    """A text with all that a text may have."""
    cells = [
        {"type": "tableRow", "content": [{"type": kind, "content": [paragraph(words(text))]} for text in row]}
        for kind, row in (("tableHeader", ("Number", "Word")), ("tableCell", ("1", "one")))
    ]
    items = [{"type": "listItem", "content": [paragraph(words(text))]} for text in ("first", "second")]
    link = {
        "type": "text",
        "text": "a dictionary",
        "marks": [{"type": "link", "attrs": {"href": "https://example.uz/"}}],
    }
    return {
        "type": "doc",
        "content": [
            {"type": "heading", "attrs": {"level": 2}, "content": [words("Count to ten")]},
            paragraph(words("Say each "), words("number", "bold"), words(" aloud, or use "), link),
            {"type": "bulletList", "content": items},
            {"type": "table", "content": cells},
            {"type": "codeBlock", "content": [words("a long line " * 20)]},
        ],
    }  # fmt: skip


def list_blocks(files):
    """One block of each kind; `files` by kind."""
    note = {"type": "doc", "content": [paragraph(words("Twelve is irregular."))]}
    cards = [{"front": "one", "back": "bir"}, {"front": "two", "back": "ikki"}]
    blocks = [
        {"kind": "text", "document": write_document()},
        {"kind": "note", "tone": "tip", "document": note},
        {"kind": "formula", "latex": r"\frac{1}{2} + \sqrt{4}", "caption": "A half and two"},
        {"kind": "image", "file": files["image"], "alt": "A green wall", "decorative": False, "caption": "The wall"},
        {"kind": "audio", "file": files["audio"], "title": "Listen", "transcript": "one, two, three"},
        {"kind": "pdf", "file": files["pdf"], "title": "Exercises"},
        {"kind": "slides", "file": files["pdf"], "title": "The slides"},
        {"kind": "file", "file": files["pdf"], "title": "A file to keep"},
        {"kind": "embed", "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "A song"},
        {"kind": "flashcards", "title": "Numbers", "cards": cards},
    ]  # fmt: skip
    return [{"id": str(uuid4()), **block} for block in blocks]


def make_course(teacher):
    """A free course: a lesson to look at, one with every kind of block, which is done when its sound was heard, and one
    after it that is done by hand.
    """
    course = factories.make_course(slug="numbers")
    course.mode, course.title = "online", {"uz": "Sonlar", "ru": "Числа", "en": "Numbers in English"}
    course.save()
    CourseTeacher.objects.create(course=course, teacher=teacher)
    sent = {
        "image": SimpleUploadedFile("wall.png", write_picture(), "image/png"),
        "audio": SimpleUploadedFile("listen.wav", write_sound(), "audio/wav"),
        "pdf": SimpleUploadedFile("exercises.pdf", write_pdf(), "application/pdf"),
    }
    files = {
        kind: str(add_request_file(actor=teacher, course=course, upload=upload).pk) for kind, upload in sent.items()
    }
    module = add_module(actor=teacher, course=course, title="The beginning")
    welcome = {"type": "doc", "content": [paragraph(words("Welcome here."))]}
    text = [{"id": str(uuid4()), "kind": "text", "document": welcome}]

    def write(title, blocks, **changes):
        lesson = add_lesson(actor=teacher, module=module, title=title)
        return save_lesson(
            actor=teacher, lesson=lesson, revision=lesson.revision, changes={"blocks": blocks, **changes}
        )

    write("Look inside", text, is_preview=True)
    numbers = write("Up to ten", list_blocks(files), completion={"rule": "watched", "percent": 90})
    after = [{"rule": "after_lesson", "lesson": str(numbers.pk)}]
    last = [{**text[0], "id": str(uuid4())}]
    write("The last one", last, opens=after, completion={"rule": "by_hand"})
    publish_content(actor=teacher, course=course, revision=CourseContent.objects.get(course=course).revision)
    return course, numbers


@pytest.mark.slow
def test_a_member_learns_a_course_on_a_phone_and_elsewhere(play, branch):
    """A teacher has published a free course; somebody without a group comes."""
    teacher = factories.make_user(Role.TEACHER, "Malika", "Yusupova")
    member = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    make_login(member, locale="en")
    course, numbers = make_course(teacher)
    play("course-learn", login=member.email, course=str(course.pk), lesson=str(numbers.pk))
    enrolment = Enrollment.objects.get(user=member, course=course)
    assert (enrolment.progress, enrolment.completed_at is None) == (100, False)
    heard = BlockProgress.objects.get(user=member)
    assert 0 < heard.granted_ms <= SECONDS * 1000
    assert LessonProgress.objects.filter(user=member, completed_at__isnull=False).count() == 3
