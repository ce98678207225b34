"""Teachers write modules, lessons and blocks; two at once lose nothing, and nothing unknown is stored."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.courses.models import Course
from apps.learning.models import CourseLesson, LessonVersion
from apps.settings.models import AuditLog
from tests.concurrency import call_concurrently
from tests.factories import client_for
from tests.learning.course_writing import Author, make_course_file, text_block

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(teacher, group, course):
    return Author(client_for(teacher), course)


def document(*nodes):
    return {"type": "doc", "content": list(nodes)}


def words(text, *marks):
    return {"type": "text", "text": text, **({"marks": list(marks)} if marks else {})}


def paragraph(*inline):
    return {"type": "paragraph", "content": list(inline)} if inline else {"type": "paragraph"}


def test_a_draft_begins_empty_and_takes_modules_and_lessons(author):
    empty = author.draft()
    assert (empty["modules"], empty["published"], empty["has_changes"], empty["revision"]) == ([], None, False, 1)
    module = author.add_module("In town")
    lesson = author.add_lesson(module, "At the market", minutes=12, is_preview=True)
    again = author.add_lesson(module, "At the market")
    draft = author.draft()
    assert [row["title"] for row in draft["modules"]] == ["In town"]
    shown = draft["modules"][0]["lessons"]
    assert [row["slug"] for row in shown] == ["at-the-market", "at-the-market-2"]
    assert (shown[0]["minutes"], shown[0]["is_preview"], shown[0]["block_count"]) == (12, True, 1)
    assert (shown[0]["is_published"], shown[0]["has_changes"]) == (False, True)
    assert shown[0]["completion"] == {"rule": "scrolled", "percent": None}
    assert draft["revision"] > empty["revision"]
    assert lesson["module"] == again["module"] == module


def test_only_teachers_of_the_course_and_the_office_write(author, manager, other_teacher, pupil, course):
    lesson = author.add_lesson(author.add_module())
    paths = (f"/courses/courses/{course.pk}/draft/", f"/courses/lessons/{lesson['id']}/draft/")
    for path in paths:
        assert client_for(manager).get(path).status == 200
        assert client_for(other_teacher).get(path).status == 404
        assert client_for(pupil).get(path).status == 403


def test_every_kind_of_block_is_stored_with_all_its_fields(author, course):
    sound, picture = make_course_file(course), make_course_file(course, content_type="image/png")
    pdf = make_course_file(course, content_type="application/pdf")
    rich = document(
        {"type": "heading", "attrs": {"level": 3}, "content": [words("Greetings")]},
        paragraph(words("bold", {"type": "bold"}), {"type": "hardBreak"}, words("x", {"type": "superscript"})),
        {"type": "orderedList", "attrs": {"start": 2, "type": None}, "content": [
            {"type": "listItem", "content": [paragraph(words("one"))]}
        ]},
        {"type": "table", "content": [{"type": "tableRow", "content": [
            {"type": "tableHeader", "attrs": {"colspan": 2, "rowspan": 1, "colwidth": None}, "content": [paragraph()]},
        ]}]},
        paragraph(words("here", {"type": "link", "attrs": {"href": "tel:+998901234567", "target": "_blank"}})),
    )  # fmt: skip
    sent = [
        {"kind": "text", "document": rich},
        {"kind": "note", "tone": "tip", "document": document(paragraph(words("Remember")))},
        {"kind": "formula", "latex": r"\frac{1}{2}"},
        {"kind": "image", "file": str(picture.pk), "alt": "A market"},
        {"kind": "audio", "file": str(sound.pk), "title": "Listen"},
        {"kind": "pdf", "file": str(pdf.pk)},
        {"kind": "slides", "file": str(pdf.pk)},
        {"kind": "file", "file": str(sound.pk)},
        {"kind": "embed", "url": "https://youtu.be/dQw4w9WgXcQ", "title": "A film"},
        {"kind": "flashcards", "cards": [{"front": "olma", "back": "apple"}]},
    ]
    module = author.add_module()
    lesson = author.add_lesson(module, blocks=[{"id": str(uuid4()), **block} for block in sent])
    stored = lesson["blocks"]
    assert [block["kind"] for block in stored] == [block["kind"] for block in sent]
    assert stored[8]["url"] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    assert stored[3] == {**sent[3], "id": stored[3]["id"], "decorative": False, "caption": ""}
    assert stored[0]["document"]["content"][4]["content"][0]["marks"][0]["attrs"] == {"href": "tel:+998901234567"}
    assert {file["id"] for file in lesson["files"]} == {str(file.pk) for file in (sound, picture, pdf)}
    assert author.save(lesson, blocks=stored)["revision"] == lesson["revision"]


BAD_BLOCKS = [
    ({"kind": "film"}, "kind"),
    ({"kind": "text", "html": "<b>"}, "html"),
    ({"kind": "text", "document": "<script>alert(1)</script>"}, "document"),
    ({"kind": "text", "document": document({"type": "iframe"})}, "document"),
    ({"kind": "text", "document": document({"type": "image", "attrs": {"src": "data:image/svg+xml,"}})}, "document"),
    ({"kind": "text", "document": document({"type": "paragraph", "attrs": {"onclick": "x"}})}, "document"),
    ({"kind": "text", "document": document(paragraph(words("x", {"type": "textStyle"})))}, "document"),
    ({"kind": "text", "document": document({"type": "heading", "attrs": {"level": 1}})}, "document"),
    ({"kind": "text", "document": document(paragraph({"type": "text", "text": ""}))}, "document"),
    ({"kind": "note", "document": document({"type": "heading", "attrs": {"level": 2}})}, "document"),
    ({"kind": "note", "tone": "loud"}, "tone"),
    ({"kind": "formula", "latex": "x" * 2001}, "latex"),
    ({"kind": "embed", "url": "https://evil.example/"}, "url"),
    ({"kind": "embed", "url": "javascript:alert(1)"}, "url"),
    ({"kind": "embed", "url": "https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ"}, "url"),
    ({"kind": "image", "file": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea2"}, "file"),
    ({"kind": "image", "decorative": "yes"}, "decorative"),
    ({"kind": "flashcards", "cards": [{"front": "a", "back": "b"}] * 201}, "cards"),
    ({"kind": "flashcards", "cards": ["a"]}, "cards"),
]


@pytest.mark.parametrize(("block", "field"), BAD_BLOCKS, ids=lambda value: str(value)[:50])
def test_unknown_content_is_refused_with_its_place(author, block, field):
    lesson = author.add_lesson(author.add_module())
    sent = [text_block(), {"id": str(uuid4()), **block}]
    refused = author.save_answer(lesson, blocks=sent)
    assert (refused.status, list(refused.json["fields"])) == (422, [f"blocks.1.{field}"])
    assert CourseLesson.objects.get().blocks == lesson["blocks"]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x", "https://[::1"]
)
def test_a_link_leads_only_to_pages_mail_and_phones(author, href):
    lesson = author.add_lesson(author.add_module())
    link = {"type": "link", "attrs": {"href": href}}
    refused = author.save_answer(lesson, blocks=[text_block(document=document(paragraph(words("x", link))))])
    assert (refused.status, list(refused.json["fields"])) == (422, ["blocks.0.document"])


def test_blocks_have_identifiers_that_stand_once(author):
    lesson = author.add_lesson(author.add_module())
    block = text_block()
    refused = author.save_answer(lesson, blocks=[block, block, {**block, "id": "7"}])
    assert (refused.status, list(refused.json["fields"])) == (422, ["blocks.1.id", "blocks.2.id"])


def test_a_lesson_has_limits(author):
    lesson = author.add_lesson(author.add_module())
    assert author.save_answer(lesson, blocks=[text_block() for _ in range(201)]).status == 422
    deep = paragraph()
    for _ in range(16):
        deep = {"type": "blockquote", "content": [deep]}
    assert author.save_answer(lesson, blocks=[text_block(document=document(deep))]).status == 422
    long = author.save_answer(lesson, blocks=[text_block("x" * 1024 * 1024)])
    assert (long.status, long.json["code"]) == (413, "too_large")


def test_a_file_of_another_course_and_of_another_kind_is_refused(author, course):
    other = Course.objects.create(title={"en": "German A1"}, slug="german-a1", language="de")
    lesson = author.add_lesson(author.add_module())
    for file in (make_course_file(other, content_type="image/png"), make_course_file(course)):
        refused = author.save_answer(lesson, blocks=[{"id": str(uuid4()), "kind": "image", "file": str(file.pk)}])
        assert (refused.status, list(refused.json["fields"])) == (422, ["blocks.0.file"])


def test_second_save_of_an_old_revision_is_refused(author, manager):
    lesson = author.add_lesson(author.add_module())
    first = author.save(lesson, blocks=[text_block("mine")])
    office = Author(client_for(manager), author.course)
    refused = office.save_answer(lesson, blocks=[text_block("theirs")])
    assert (refused.status, refused.json["code"]) == (409, "draft_changed")
    shown = office.client.get(f"/courses/lessons/{lesson['id']}/draft/").json
    assert (shown["blocks"], shown["revision"]) == (first["blocks"], lesson["revision"] + 1)
    assert shown["saved_by"]["full_name"] == first["saved_by"]["full_name"]


@pytest.mark.django_db(transaction=True)
def test_of_saves_at_one_moment_one_is_stored(author):
    lesson = author.add_lesson(author.add_module())
    saves = [lambda n=n: author.save_answer(lesson, title=f"Title {n}").status for n in range(5)]
    assert sorted(call_concurrently(saves)) == [200, 409, 409, 409, 409]
    assert CourseLesson.objects.get().revision == lesson["revision"] + 1


def test_order_names_everything_exactly_once(author):
    first, second = author.add_module("First"), author.add_module("Second")
    lessons = [author.add_lesson(first, title)["id"] for title in ("A", "B", "C")]
    path, revision = f"/courses/courses/{author.course.pk}/outline/", author.draft()["revision"]
    wanted = [{"id": second, "lessons": [lessons[2]]}, {"id": first, "lessons": [lessons[1], lessons[0]]}]
    moved = author.client.put(path, {"revision": revision, "modules": wanted})
    assert moved.status == 200
    shown = [{"id": row["id"], "lessons": [each["id"] for each in row["lessons"]]} for row in moved.json["modules"]]
    assert shown == wanted
    assert author.client.put(path, {"revision": revision, "modules": wanted}).json["code"] == "draft_changed"
    for wrong in (wanted[:1], [*wanted, wanted[0]], [{"id": second, "lessons": lessons * 2}, wanted[1]]):
        refused = author.client.put(path, {"revision": revision + 1, "modules": wrong})
        assert (refused.status, list(refused.json["fields"])) == (422, ["modules"])


def test_deleted_content_is_listed_and_comes_back(author):
    module = author.add_module()
    kept, gone = author.add_lesson(module, "Kept"), author.add_lesson(module, "Gone")
    assert author.client.delete(f"/courses/lessons/{gone['id']}/draft/").status == 204
    assert author.save_answer(gone, title="x").status == 404
    assert [row["title"] for row in author.draft()["deleted"]] == ["Gone"]
    assert author.client.delete(f"/courses/modules/{module}/").status == 204
    draft = author.draft()
    assert (draft["modules"], [(row["title"], row["module"]) for row in draft["deleted"]]) == (
        [],
        [("In town", True), ("Gone", False)],
    )
    back = author.client.post(f"/courses/modules/{module}/restore/").json
    assert [row["id"] for row in back["modules"][0]["lessons"]] == [kept["id"]]
    back = author.client.post(f"/courses/lessons/{gone['id']}/restore/").json
    assert [row["id"] for row in back["modules"][0]["lessons"]] == [kept["id"], gone["id"]]
    assert back["deleted"] == []


def test_rules_are_checked(author):
    module = author.add_module()
    lesson = author.add_lesson(module)
    moment = (timezone.now() + timedelta(days=3)).isoformat()
    saved = author.save(
        lesson,
        opens=[{"rule": "on_date", "at": moment}, {"rule": "after_days", "days": 7}],
        completion={"rule": "watched", "percent": 90},
    )
    assert [rule["rule"] for rule in saved["opens"]] == ["on_date", "after_days"]
    assert saved["completion"] == {"rule": "watched", "percent": 90}
    for opens, field in (
        ([{"rule": "after_days"}], "opens.0.days"),
        ([{"rule": "after_days", "days": 7, "at": moment}], "opens.0.at"),
        ([{"rule": "full_moon"}], "opens.0.rule"),
        ([{"rule": "after_lesson", "lesson": str(uuid4())}], "opens"),
    ):
        refused = author.save_answer(saved, opens=opens)
        assert (refused.status, list(refused.json["fields"])) == (422, [field])
    assert author.save_answer(saved, completion={"rule": "watched"}).json["fields"].keys() == {"completion.percent"}


def test_lessons_that_wait_for_each_other_are_refused_with_their_titles(author):
    module = author.add_module()
    first, second = author.add_lesson(module, "First"), author.add_lesson(module, "Second")
    after = [{"rule": "after_lesson", "lesson": first["id"]}]
    author.save(second, opens=after)
    refused = author.save_answer(first, opens=[{"rule": "after_lesson", "lesson": second["id"]}])
    assert refused.status == 422
    assert "First" in refused.json["fields"]["opens"][0]
    assert "Second" in refused.json["fields"]["opens"][0]
    own = author.client.patch(f"/courses/modules/{module}/", {"opens": after})
    assert (own.status, list(own.json["fields"])) == (422, ["opens"])
    assert author.draft()["modules"][0]["opens"] == []


def test_settings_and_what_staff_changed_stand_in_the_audit_log(author):
    revision = author.draft()["revision"]
    path = f"/courses/courses/{author.course.pk}/draft/"
    changed = author.client.patch(path, {"revision": revision, "is_sequential": True, "weight": "minutes"})
    assert (changed.json["is_sequential"], changed.json["weight"]) == (True, "minutes")
    assert author.client.patch(path, {"revision": revision, "is_sequential": False}).json["code"] == "draft_changed"
    lesson = author.add_lesson(author.add_module())
    author.save(lesson, is_preview=True)
    actions = AuditLog.objects.filter(action__startswith="learning.").order_by("created_at")
    assert list(actions.values_list("action", flat=True)) == [
        "learning.change_settings", "learning.add_module", "learning.add_lesson", "learning.change_lesson",
    ]  # fmt: skip


def test_a_draft_course_that_was_never_published_is_deleted_with_its_content(author, manager):
    course = Course.objects.create(title={"en": "German A1"}, slug="german-a1", language="de")
    office = Author(client_for(manager), course)
    office.add_lesson(office.add_module())
    office.publish()
    assert office.client.delete(f"/courses/courses/{course.pk}/").status == 204
    assert not LessonVersion.objects.exists()


def test_preview_is_the_lesson_as_a_learner_will_see_it(author, course):
    sound = make_course_file(course)
    module = author.add_module()
    first = author.add_lesson(module, "First")
    blocks = [
        text_block(document=document(paragraph(words("<b>raw</b>"), words("strong", {"type": "bold"})))),
        {"id": str(uuid4()), "kind": "formula", "latex": r"\text{<script>x</script>} \href{javascript:x}{y} + z"},
        {"id": str(uuid4()), "kind": "audio", "file": str(sound.pk), "title": "Listen"},
        {"id": str(uuid4()), "kind": "pdf"},
    ]
    lesson = author.add_lesson(module, "Second", blocks=blocks, completion={"rule": "by_hand"})
    shown = author.client.get(f"/courses/lessons/{lesson['id']}/draft/preview/").json
    assert (shown["previous"], shown["next"], shown["place"]) == (first["id"], None, {"number": 2, "count": 2})
    assert (shown["progress"], shown["needs_hand"], shown["number"]) == (None, True, 0)
    text, formula, audio, pdf = shown["blocks"]
    assert text["html"] == "<p>&lt;b&gt;raw&lt;/b&gt;<strong>strong</strong></p>"
    assert formula["mathml"].startswith("<math")
    assert "script" not in formula["mathml"]
    assert "javascript" not in formula["mathml"]
    assert audio["file"]["duration_ms"] == 60_000
    assert audio["file"]["url"].startswith("/api/v1/files/")
    assert pdf["file"] is None


def test_draft_of_many_lessons_takes_the_queries_of_one(author):
    module = author.add_module()
    author.add_lesson(module)
    author.publish()
    few = count_queries(author.draft)
    CourseLesson.objects.bulk_create(
        CourseLesson(
            course=author.course, module_id=module, slug=f"l{number}", title="L", completion={"rule": "opened"}
        )
        for number in range(200)
    )
    assert count_queries(author.draft) == few
    assert len(author.draft()["modules"][0]["lessons"]) == 201


def count_queries(call):
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
