"""A script in every field of a course is shown as the words that it is, or refused; it runs nowhere."""

import re
from uuid import uuid4

import pytest

from apps.courses.models import Course
from apps.learning.blocks.kinds import all_block_kinds
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from apps.settings.services import update_system_settings
from tests.factories import client_for, make_django_client
from tests.learning.course_writing import Author, make_course_file, text_block

pytestmark = pytest.mark.django_db
SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
RUNS = re.compile(r"<script>alert|<img src=x|href=.?javascript", re.IGNORECASE)
WORDS = text_block(SCRIPT)["document"]
FIELDS = {
    "text": {"document": WORDS},
    "note": {"document": WORDS},
    "formula": {"latex": rf"\text{{{SCRIPT}}} \href{{javascript:alert(1)}}{{x}}", "caption": SCRIPT},
    "image": {"file": "image/png", "alt": SCRIPT, "caption": SCRIPT},
    "audio": {"file": "audio/mpeg", "title": SCRIPT, "transcript": SCRIPT},
    "pdf": {"file": "application/pdf", "title": SCRIPT},
    "slides": {"file": "application/pdf", "title": SCRIPT},
    "file": {"file": "application/pdf", "title": SCRIPT},
    "embed": {"url": "https://youtu.be/dQw4w9WgXcQ", "title": SCRIPT},
    "flashcards": {"title": SCRIPT, "cards": [{"front": SCRIPT, "back": SCRIPT}]},
    "activity": {
        "activity": {
            "kind": "say",
            "instruction": {"sound": "say-it", "text": {"en": SCRIPT}},
            "item": {"key": "a", "picture": "apple", "alt": {"en": SCRIPT}},
        }
    },
    "assignment": {"title": SCRIPT, "document": WORDS, "answer": "text"},
    "spoken": {"title": SCRIPT, "task": "speaking", "text": SCRIPT},
}
"""What an author can write into a block of each kind, with a script in each text. Packages have an origin of their own
(`tests/packages`)."""


def list_html(value):
    """The values of an answer that pages show as HTML."""
    if isinstance(value, dict):
        found = [text for name, text in value.items() if name in ("html", "mathml")]
        return found + [text for each in value.values() for text in list_html(each)]
    return [text for each in value for text in list_html(each)] if isinstance(value, list) else []


def test_every_kind_of_block_is_tried():
    assert set(FIELDS) | {"interactive", "video", "quiz"} >= set(all_block_kinds()) >= set(FIELDS)


def test_a_script_in_every_field_runs_nowhere(course, group, teacher, pupil):
    author = Author(client_for(teacher), course)
    blocks = [
        {"id": str(uuid4()), "kind": kind, **fields}
        | ({"file": str(make_course_file(course, content_type=fields["file"]).pk)} if "file" in fields else {})
        for kind, fields in FIELDS.items()
    ]
    titles = dict.fromkeys(("uz", "ru", "en"), SCRIPT)
    changed = author.client.patch(
        f"/courses/courses/{course.pk}/", {"title": titles, "description": dict.fromkeys(titles, f"<p>{SCRIPT}</p>")}
    )
    assert changed.status == 200, changed.json
    lesson = author.add_lesson(author.add_module(SCRIPT), SCRIPT, blocks=blocks, is_preview=True)
    author.publish()
    Course.objects.filter(pk=course.pk).update(status="published", mode="both")
    update_system_settings(actor=None, public_catalogue=True)
    enrol_user(actor=None, user=pupil, course=Course.objects.get(pk=course.pk), source=EnrollmentSource.OFFICE)
    shown = client_for(pupil).get(f"/courses/lessons/{lesson['id']}/").json
    html = list_html(shown["blocks"])
    assert len(html) == 4
    pages = [make_django_client().get(f"/uz/courses/{path}") for path in ("", f"{course.slug}/")]
    html += [page.content.decode() for page in pages]
    html.append(client_for(None).get(f"/courses/courses/{course.pk}/").json["description"]["uz"])
    assert [text for text in html if RUNS.search(text)] == []
    assert all("script-src" in page.headers["Content-Security-Policy"] for page in pages)
    assert "&lt;img src=x" in pages[1].content.decode(), "the title stands there as its words"
