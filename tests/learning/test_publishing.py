"""Publishing makes the draft what learners see: all of it at one moment, with a list of what changes."""

from threading import Event
from time import sleep
from uuid import uuid4

import pytest

from apps.core.permissions import Role
from apps.learning.content_changes import find_changes
from apps.learning.lesson_order import find_circle
from apps.learning.models import CourseContent, CourseLesson, CourseVersion, Enrollment, EnrollmentSource, LessonVersion
from apps.learning.outlines import Outline
from apps.learning.services import enrol_user, publishing
from tests.factories import client_for, make_user
from tests.learning.course_writing import Author, make_course_file, text_block
from tests.races import run_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(teacher, group, course):
    return Author(client_for(teacher), course)


def read_outline(course):
    """What learners see, read as they read it: one row."""
    return Outline.from_json(CourseContent.objects.select_related("published").get(course=course).published.outline)


def read_words(outline):
    blocks = dict(
        LessonVersion.objects.filter(pk__in=[each.version for each in outline.lessons]).values_list("pk", "blocks")
    )
    return [blocks[each.version][0]["document"]["content"][0]["content"][0]["text"] for each in outline.lessons]


def test_learners_see_the_draft_only_when_it_is_published(author, course):
    module = author.add_module("In town")
    first = author.add_lesson(module, "First")
    version = author.publish()
    assert (version["number"], version["lessons"]) == (1, 1)
    assert [change["kind"] for change in version["changes"]] == ["module_added", "lesson_added"]
    assert author.draft()["has_changes"] is False
    author.save(first, title="New title")
    author.add_lesson(module, "Second")
    assert [lesson.title for lesson in read_outline(course).lessons] == ["First"]
    draft = author.draft()
    assert [row["has_changes"] for row in draft["modules"][0]["lessons"]] == [True, True]
    changes = author.changes()
    assert (changes["number_next"], changes["missing"]) == (2, [])
    assert changes["changes"] == [
        {"kind": "lesson_changed", "title": "New title", "what": ["title"]},
        {"kind": "lesson_added", "title": "Second", "what": []},
    ]
    assert author.publish()["changes"] == changes["changes"]
    assert [lesson.title for lesson in read_outline(course).lessons] == ["New title", "Second"]
    assert CourseContent.objects.get().published.published_by is not None


def test_only_changed_lessons_get_a_new_version(author, course):
    module = author.add_module()
    first, second = author.add_lesson(module, "First"), author.add_lesson(module, "Second")
    author.publish()
    author.save(first, title="Another title")
    author.save(second, blocks=[text_block("other words")])
    author.publish()
    assert [lesson.number for lesson in read_outline(course).lessons] == [1, 2]
    assert LessonVersion.objects.count() == 3
    assert read_words(read_outline(course)) == ["First", "other words"]


def test_nothing_new_is_not_published(author):
    author.add_lesson(author.add_module())
    author.publish()
    refused = author.publish_answer()
    assert (refused.status, refused.json["code"]) == (409, "nothing_to_publish")
    assert CourseVersion.objects.count() == 1


def test_publishing_an_old_revision_is_refused(author, course):
    author.add_lesson(author.add_module())
    revision = author.draft()["revision"]
    author.add_lesson(author.add_module("Another"))
    refused = author.client.post(f"/courses/courses/{course.pk}/versions/", {"revision": revision})
    assert (refused.status, refused.json["code"]) == (409, "draft_changed")


def test_what_is_missing_is_named_by_lesson_and_block(author, course):
    author.add_module("Empty module")
    module = author.add_module("In town")
    kinds = ("text", "note", "formula", "image", "audio", "pdf", "slides", "file", "embed", "flashcards")
    blocks = [{"id": str(uuid4()), "kind": kind} for kind in kinds]
    broken = {"id": str(uuid4()), "kind": "formula", "latex": r"\frac{"}
    lesson = author.add_lesson(module, "Unfinished", blocks=[*blocks, broken])
    empty = author.add_lesson(module, "Empty", blocks=[])
    missing = author.changes()["missing"]
    named = {(row["lesson"], row["block"]) for row in missing}
    assert named == {(None, None), (empty["id"], None), *((lesson["id"], block["id"]) for block in [*blocks, broken])}
    refused = author.publish_answer()
    assert (refused.status, refused.json["code"]) == (422, "invalid")
    assert refused.json["fields"].keys() == {"course", f"lessons.{lesson['id']}", f"lessons.{empty['id']}"}
    assert not CourseVersion.objects.exists()


def test_a_picture_needs_words_or_is_decoration(author, course):
    picture = make_course_file(course, content_type="image/png", duration_ms=None)
    block = {"id": str(uuid4()), "kind": "image", "file": str(picture.pk)}
    lesson = author.add_lesson(author.add_module(), blocks=[block])
    assert len(author.changes()["missing"]) == 1
    lesson = author.save(lesson, blocks=[{**block, "decorative": True}])
    assert author.changes()["missing"] == []
    author.save(lesson, blocks=[{**block, "alt": "A market"}])
    assert author.changes()["missing"] == []


def test_outline_knows_how_long_recordings_are(author, course):
    sound = make_course_file(course, duration_ms=61_250)
    block = {"id": str(uuid4()), "kind": "audio", "file": str(sound.pk)}
    author.add_lesson(author.add_module(), blocks=[block, text_block()])
    author.publish()
    (lesson,) = read_outline(course).lessons
    assert {str(key): length for key, length in lesson.watch.items()} == {block["id"]: 61_250}


def test_a_course_of_too_many_bytes_is_not_published(author, monkeypatch):
    module = author.add_module()
    for title in ("First", "Second"):
        author.add_lesson(module, title, blocks=[text_block("word " * 4_000)])
    monkeypatch.setattr(publishing, "MAX_BYTES", 30_000)
    [missing] = author.changes()["missing"]
    assert (missing["lesson"], missing["text"]) == (
        None,
        "The course has more than 0 MB of texts. Make two courses of it.",
    )
    answer = author.publish_answer()
    answer.check_refused(422, "invalid")
    assert answer.json["fields"] == {"course": [missing["text"]]}
    monkeypatch.setattr(publishing, "MAX_BYTES", 50_000)
    assert author.publish()["number"] == 1


def test_a_rule_about_a_deleted_lesson_and_a_circle_of_order_are_missing_content(author, course):
    module = author.add_module()
    first, second = author.add_lesson(module, "First"), author.add_lesson(module, "Second")
    author.save(first, opens=[{"rule": "after_lesson", "lesson": second["id"]}])
    path = f"/courses/courses/{course.pk}/draft/"
    author.client.patch(path, {"revision": author.draft()["revision"], "is_sequential": True})
    (circle,) = author.changes()["missing"]
    assert "First" in circle["text"]
    author.client.delete(f"/courses/lessons/{second['id']}/draft/")
    assert [row["lesson"] for row in author.changes()["missing"]] == [first["id"]]
    assert author.publish_answer().status == 422


def test_a_version_comes_back_as_the_draft_with_its_ids(author, course):
    module = author.add_module("In town")
    first, second = author.add_lesson(module, "First"), author.add_lesson(module, "Second")
    author.publish()
    before = CourseVersion.objects.get().outline
    first = author.save(first, title="Changed", slug="second-one", blocks=[text_block("changed")])
    author.client.delete(f"/courses/lessons/{second['id']}/draft/")
    late = author.add_lesson(author.add_module("Late"), "Late")
    author.publish()
    path = f"/courses/courses/{course.pk}/versions/1/restore/"
    back = author.client.post(path, {"revision": author.draft()["revision"]})
    assert back.status == 200
    assert [row["id"] for row in back.json["modules"][0]["lessons"]] == [first["id"], second["id"]]
    assert [row["title"] for row in back.json["deleted"]] == ["Late"]
    assert author.save_answer(first, title="Old").json["code"] == "draft_changed"
    assert read_words(read_outline(course)) == ["changed", "Late"]
    assert author.publish()["number"] == 3
    assert read_words(read_outline(course)) == ["First", "Second"]
    after = CourseVersion.objects.get(number=3).outline
    assert [[lesson["id"] for lesson in each["modules"][0]["lessons"]] for each in (before, after)] == [
        [first["id"], second["id"]]
    ] * 2
    assert CourseLesson.objects.filter(pk=late["id"]).exists()
    versions = author.client.get(f"/courses/courses/{course.pk}/versions/").json["results"]
    assert [version["number"] for version in versions] == [3, 2, 1]
    assert author.client.post(path.replace("/1/", "/9/"), {"revision": 1}).status == 404


@pytest.mark.slow  # 23 s
@pytest.mark.django_db(transaction=True)
def test_100_edits_under_50_learners_show_no_half_and_take_no_progress(author, course):
    module, rounds, people = author.add_module(), 20, 50
    lessons = [author.add_lesson(module, "round 0") for _ in range(5)]
    author.publish()
    learners = [make_user(Role.STUDENT, "Lola", email=f"lola{number}@example.uz") for number in range(people)]
    for learner in learners:
        enrol_user(actor=None, user=learner, course=course, source=EnrollmentSource.OFFICE)
    finished = Event()

    def write():
        current = lessons
        try:
            for number in range(1, rounds + 1):
                current = [
                    author.save(lesson, title=f"round {number}", blocks=[text_block(f"round {number}")])
                    for lesson in current
                ]
                author.publish()
        finally:
            finished.set()

    def learn(own):
        clients, reached, turn = [client_for(learner) for learner in own], [0] * len(own), 0
        while not finished.is_set() or turn < 2 * len(own):
            place = turn % len(own)
            outline = clients[place].get(f"/courses/courses/{course.pk}/modules/").json
            assert len({lesson["title"] for lesson in outline["modules"][0]["lessons"]}) == 1, outline
            assert outline["percent"] >= reached[place]
            reached[place] = outline["percent"]
            if turn < 2 * len(own):
                lesson = lessons[turn // len(own)]["id"]
                done = clients[place].post(f"/courses/lessons/{lesson}/progress/", {"scrolled": True})
                assert done.json["percent"] == 20 * (turn // len(own) + 1), done.json
            turn += 1
            sleep(0.03)  # the writer's turn
        return turn

    turns = run_together(7, lambda index: learn(learners[index - 1 :: 6]) if index else write())
    assert sum(turns[1:]) >= 2 * people
    assert read_words(read_outline(course)) == [f"round {rounds}"] * 5
    assert set(Enrollment.objects.values_list("progress", flat=True)) == {40}


def outline_of(*modules, sequential=False):
    """An outline of modules, each a list of (letter, letters that it waits for)."""
    ids = {letter: str(uuid4()) for module in modules for letter, _waits in module}
    return ids, Outline.from_json(
        {
            "is_sequential": sequential,
            "weight": "equal",
            "modules": [
                {"id": str(uuid4()), "title": f"M{place}", "opens": [], "lessons": [
                    {
                        "id": ids[letter], "slug": letter, "title": letter, "is_preview": False, "minutes": 5,
                        "completion": {"rule": "opened"}, "version": str(uuid4()), "number": 1, "watch": {},
                        "opens": [{"rule": "after_lesson", "lesson": ids[each]} for each in waits],
                    }
                    for letter, waits in module
                ]}
                for place, module in enumerate(modules)
            ],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("waits", "sequential", "circle"),
    [
        ([("a", ""), ("b", "a"), ("c", "ab")], False, []),
        ([("a", "b"), ("b", "")], False, []),
        ([("a", "b"), ("b", "")], True, ["a", "b", "a"]),
        ([("a", "a")], False, ["a", "a"]),
        ([("x", "a"), ("a", "b"), ("b", "c"), ("c", "a")], False, ["a", "b", "c", "a"]),
    ],
)
def test_circles_are_found_with_their_lessons(waits, sequential, circle):
    _ids, outline = outline_of(waits, sequential=sequential)
    assert find_circle(outline) == circle
    assert Outline.from_json(outline.to_json()) == outline


def test_a_course_of_five_hundred_lessons_in_a_row_has_no_circle():
    _ids, outline = outline_of([(f"l{number}", "") for number in range(500)], sequential=True)
    assert find_circle(outline) == []


def test_moved_lessons_are_named():
    _ids, old = outline_of([("a", ""), ("b", ""), ("c", "")], [("d", "")])
    first, second = (module.to_json() for module in old.modules)
    a, b, c = first["lessons"]
    moved = old.to_json() | {"modules": [first | {"lessons": [c, a]}, second | {"lessons": [*second["lessons"], b]}]}
    changes = find_changes(old, Outline.from_json(moved))
    assert {(change.kind, change.title, change.what) for change in changes} == {
        ("lesson_moved", "c", ("position",)),
        ("lesson_moved", "b", ("module",)),
    }
