"""Our own package: a course leaves as a ZIP and comes back equal, with its rules, texts and files."""

import hashlib
from uuid import uuid4

import pytest
import yaml

from apps.courses.models import Course
from apps.learning.models import CourseLesson, Module
from tests.course_transfers.packages import (
    PNG,
    Sender,
    find_reasons,
    list_stored,
    read_course,
    read_zip,
    store_course_file,
    write_zip,
)
from tests.factories import client_for
from tests.learning.test_course_drafts import document, paragraph, words
from tests.resources.sample_files import PDF
from tests.resources.test_course_files import tone

pytestmark = pytest.mark.django_db


def make_block(kind, **fields):
    return {"id": str(uuid4()), "kind": kind, **fields}


@pytest.fixture
def whole_course(author):
    """A course of every kind of block, with rules; some of its texts have no words in Markdown."""
    picture = store_course_file(author, PNG, "Market.png")
    sound = store_course_file(author, tone(300), "Olma.wav")
    pdf = store_course_file(author, PDF, "Sheet.pdf")
    link = {"type": "link", "attrs": {"href": "https://example.org/a_b?c=1"}}
    cell = {"colspan": 1, "rowspan": 1}
    rich = document(
        {"type": "heading", "attrs": {"level": 3}, "content": [words("# Salom *dunyo*")]},
        paragraph(words("1. oʻzbekcha "), words("qalin", {"type": "bold"}), words(" va "), words("bu yer", link)),
        {"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph(words("bir"))]}]},
        {"type": "table", "content": [
            {"type": "tableRow", "content": [{"type": kind, "attrs": cell, "content": [paragraph(words(text))]}]}
            for kind, text in (("tableHeader", "A|B"), ("tableCell", "c"))
        ]},
    )  # fmt: skip
    odd = document(paragraph(words("taglik", {"type": "underline"})), paragraph(), paragraph(words("  ")))
    first, second = author.add_module("In town"), author.add_module("Ўйда")
    market = author.add_lesson(
        first, "At the market", is_preview=True, minutes=17, slug="bozor", completion={"rule": "by_hand"},
        blocks=[
            make_block("text", document=rich), make_block("text", document=odd),
            make_block("note", tone="tip", document=document(paragraph(words("Remember: yes")))),
            make_block("formula", latex=r"\frac{1}{2}", caption="half"),
            make_block("image", file=picture["id"], alt="A market", caption="null"),
            make_block("image", file=None, decorative=True),
            make_block("audio", file=sound["id"], title="on", transcript="a: b\n\n- c"),
            make_block("pdf", file=pdf["id"], title="2026-01-01"), make_block("slides", file=pdf["id"], title="~"),
            make_block("file", file=sound["id"], title="'quoted' \"words\""),
            make_block("embed", url="https://youtu.be/dQw4w9WgXcQ", title="Film"),
            make_block("flashcards", title="Words", cards=[{"front": "olma", "back": "яблоко"}]),
            make_block("activity", files={"market": picture["id"], "say": sound["id"]}, activity={
                "kind": "story", "pages": [{"picture": "file:market", "sound": "file:say", "text": {"uz": "Bozor"}}],
            }),
            make_block("activity", files={"text": sound["id"]}),
        ],
    )  # fmt: skip
    author.add_lesson(second, "Uyda", opens=[{"rule": "after_lesson", "lesson": market["id"]}])
    author.client.patch(
        f"/courses/courses/{author.course.pk}/draft/",
        {"revision": author.draft()["revision"], "is_sequential": True, "weight": "minutes"},
    )
    author.client.patch(f"/courses/modules/{second}/", {"opens": [{"rule": "after_days", "days": 7}]})
    return author.course


def test_a_course_comes_back_equal(sender, whole_course, author):
    before = read_course(author.client, whole_course.pk, ids=False)
    _ready, package = sender.export(whole_course.pk, format="talim", source="draft")
    done = sender.import_package(package)
    copy = read_course(author.client, done["course"], ids=False)
    [old], [new] = before["modules"][1]["lessons"][0]["opens"], copy["modules"][1]["lessons"][0]["opens"]
    named = CourseLesson.objects.filter(pk__in=[old["lesson"], new["lesson"]]).values_list("title", flat=True)
    assert list(named) == ["At the market"] * 2
    assert new.pop("lesson") != old.pop("lesson")
    assert copy == before
    assert done["figures"] == {
        "modules": 2, "lessons": 2, "blocks": 15, "files": 3, "quizzes": 0, "taken": 2, "changed": 0, "left_out": 0,
    }  # fmt: skip
    course = Course.objects.get(pk=done["course"])
    assert (course.title, course.language, course.status) == (whole_course.title, whole_course.language, "draft")


def test_ids_are_kept_where_nothing_else_has_them(sender, whole_course, author, manager):
    before = read_course(author.client, whole_course.pk)
    _ready, package = sender.export(whole_course.pk, source="draft")
    CourseLesson.objects.all().delete()
    Module.objects.all().delete()
    done = sender.import_package(package)
    assert read_course(author.client, done["course"]) == before
    assert read_zip(sender.export(done["course"], source="draft")[1]).keys() == read_zip(package).keys()


def test_the_package_can_be_read_and_written_by_hand(sender, whole_course, author):
    _ready, package = sender.export(whole_course.pk, source="draft")
    files = read_zip(package)
    course = yaml.safe_load(files["course.yaml"])
    assert (course["format"], course["version"]) == ("talim-course", 1)
    folder = course["modules"][0]["lessons"][0]["content"]
    text = files[f"{folder}/001-document.md"].decode()
    assert text.startswith(
        "### # Salom \\*dunyo\\*\n\n1\\. oʻzbekcha **qalin** va [bu yer](<https://example.org/a_b?c=1>)"
    )
    assert f"{folder}/002-document.json" in files
    for file in course["files"]:
        assert hashlib.sha256(files[file["path"]]).hexdigest() == file["sha256"]
    own = {
        "course.yaml": "format: talim-course\nversion: 1\ncourse: {title: {ru: Курс}}\n"
        "modules:\n- title: One\n  lessons:\n  - {title: Hello, content: a}\n",
        "a/lesson.yaml": "blocks:\n- kind: text\n  document: {text: hello.md}\n- kind: hologram\n",
        "a/hello.md": "# Salom\n\nBu **qalin** va <b>yoʻq</b>.\n",
    }
    done = sender.import_package(write_zip(own))
    [lesson] = read_course(author.client, done["course"])["modules"][0]["lessons"]
    assert lesson["blocks"][0]["document"]["content"][0]["attrs"] == {"level": 2}
    assert lesson["blocks"][0]["document"]["content"][1]["content"][2]["text"] == " va <b>yoʻq</b>."
    assert find_reasons(done, "left_out") == {"unknown_block"}


def test_published_content_and_the_draft_are_two_exports(sender, author):
    lesson = author.add_lesson(author.add_module(), "Old title")
    author.publish()
    author.save(lesson, title="New title")
    assert b"Old title" in read_zip(sender.export(author.course.pk, source="published")[1])["course.yaml"]
    assert b"New title" in read_zip(sender.export(author.course.pk, source="draft")[1])["course.yaml"]


def test_packages_are_for_who_writes_the_course(sender, author, other_teacher, manager, pupil):
    path = f"/courses/courses/{author.course.pk}/exports/"
    assert author.client.post(path, {"source": "draft"}).json["code"] == "conflict"
    author.add_lesson(author.add_module())
    ready, package = sender.export(author.course.pk, source="draft")
    assert client_for(manager).get(path).json["count"] == 1
    for other, status in ((other_teacher, 404), (pupil, 403)):
        assert client_for(other).get(path).status == status
        assert client_for(other).get(f"{path}{ready['id']}/").status == status
        assert client_for(other).post(path, {}).status == status
    checked = sender.check(package)
    office = client_for(manager)
    for tail in ("", "run/", "undo/"):
        for other in (other_teacher, manager):
            method = client_for(other).post if tail else client_for(other).get
            assert method(f"/courses/courses/imports/{checked['id']}/{tail}").status == 404
    assert office.get("/courses/courses/imports/").json["count"] == 0
    refused = Sender(client_for(other_teacher)).send(package, course=str(author.course.pk))
    assert (refused.status, list(refused.json["fields"])) == (422, ["course"])


def test_an_empty_draft_takes_a_package_and_one_in_use_refuses_it(sender, author, whole_course, manager):
    _ready, package = sender.export(whole_course.pk, source="draft")
    assert sender.send(package, course=str(whole_course.pk)).json["code"] == "conflict"
    empty = client_for(manager).post("/courses/courses/", {"title": {"en": "Empty"}, "language": "en"}).json["id"]
    office = Sender(client_for(manager))
    done = office.import_package(package, course=empty)
    assert done["course"] == empty
    files = list_stored()
    assert office.undo(done).json["state"] == "undone"
    assert (office.client.get(f"/courses/courses/{empty}/draft/").json["modules"], list_stored()) == ([], files)
