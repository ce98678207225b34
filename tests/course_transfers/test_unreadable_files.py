"""A file that cannot be read is left out and named; the rest of its package comes in."""

import io
import zipfile

import pytest

from apps.course_transfers.xml_documents import iterate_elements, parse_xml
from apps.quizzes.formats import kept_packages, qti_2, qti_12
from tests.course_transfers.cartridges import write_backup, write_cartridge
from tests.course_transfers.packages import find_reasons, read_course, write_zip
from tests.course_transfers.test_bad_packages import LAUGHS
from tests.course_transfers.test_other_formats import describe
from tests.packages.conftest import origin  # noqa: F401
from tests.packages.uploading import add_package
from tests.packages.zips import build_scorm
from tests.quizzes.test_qti_hostile import ITEM_2, ITEM_12

NAMESPACES = [
    "http://www.imsglobal.org/xsd/ims cc", " ", "urn:a }b{", "}", "urn:x\x85", "urn:\N{NO-BREAK SPACE}", "urn:|:;^`",
    "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1 ", "ўзбекча", "urn:" + "x" * 5000,
]  # fmt: skip
UNREADABLE = ["<topic", "", "\0\1\2", LAUGHS, "<topic><text></topic>", '<topic xmlns:a=""/>', "<a>" * 300, "<a>&b;</a>"]
LESSONS = """format: talim-course
version: 1
course: {title: {en: C}}
modules: [{title: M, lessons: [{title: One, content: a}, {title: Two, content: b}, {title: Three, content: c}]}]
"""


@pytest.mark.parametrize("space", NAMESPACES)
def test_no_namespace_stops_the_reading_of_xml(space):
    data = f'<a:r xmlns:a="{space}" xmlns="{space}"><a:b a:k="v">x</a:b><b/></a:r>'.encode()
    root = parse_xml(data)
    assert [(child.tag, child.attrib) for child in root] == [("b", {"k": "v"}), ("b", {})]
    assert len(list(iterate_elements(data, "b"))) == 2


@pytest.mark.django_db
def test_a_cartridge_whose_namespaces_have_a_space_comes_in(sender, author):
    files = write_cartridge("1.3")
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace("/LOM/manifest", "/LOM mani}fest")
    files["topic.xml"] = files["topic.xml"].replace("<topic>", '<topic xmlns="urn:a b">')
    done = sender.import_package(write_zip(files), "course.imscc")
    assert (done["title"], "Topic" in describe(read_course(author.client, done["course"]))) == ("Английский", True)


@pytest.mark.django_db
def test_an_interactive_package_may_have_any_namespace(author, origin):  # noqa: F811
    package = build_scorm()
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        manifest = archive.read("imsmanifest.xml").replace(b"imscp_rootv1p1p2", b"imscp } root")
    assert add_package(author, build_scorm(more={"imsmanifest.xml": manifest}))["state"] == "ready"


@pytest.mark.django_db
@pytest.mark.parametrize("content", UNREADABLE)
def test_a_file_of_a_cartridge_that_cannot_be_read_is_left_out_and_named(sender, author, content):
    files = write_cartridge("1.3") | {"topic.xml": content, "link.xml": content}
    done = sender.import_package(write_zip(files), "course.imscc")
    assert describe(read_course(author.client, done["course"])).keys() == {"Welcome", "Task", "Sheet"}
    named = {row["text"] for row in done["report"] if row["verdict"] == "left_out"}
    assert {"“topic.xml” in the package cannot be read.", "“link.xml” in the package cannot be read."} <= named


@pytest.mark.django_db
def test_files_of_a_moodle_backup_that_cannot_be_read_are_left_out_and_named(sender, author):
    broken = ["sections/section_101/section.xml", "activities/page_2/page.xml", "activities/label_1/module.xml"]
    done = sender.import_package(write_zip(write_backup() | dict.fromkeys(broken, "<x")), "backup.mbz")
    course = read_course(author.client, done["course"])
    assert [module["title"] for module in course["modules"]] == ["Ingliz tili & more", "Week 1"]
    assert {"Hello", "Sheet", "Film"} <= describe(course).keys()
    assert "Page" not in describe(course)
    texts = [row["text"] for row in done["report"]]
    assert all(any(path in text for text in texts) for path in broken)


@pytest.mark.django_db
def test_a_lesson_and_a_text_that_cannot_be_read_are_left_out_and_named(sender, author):
    block = "blocks:\n- {kind: text, document: {text: %s}}\n- {kind: text, document: {text: ok.md}}\n"
    files = {
        "course.yaml": LESSONS, "a/lesson.yaml": "blocks: &a [*a]", "b/lesson.yaml": block % "gone.md",
        "c/lesson.yaml": block % "bad.json", "b/ok.md": "words", "c/ok.md": "words", "c/bad.json": "{",
    }  # fmt: skip
    done = sender.import_package(write_zip(files))
    assert describe(read_course(author.client, done["course"])) == {"Two": ["text"], "Three": ["text"]}
    assert find_reasons(done, "left_out") == {"bad_yaml", "file_missing"}


@pytest.mark.parametrize("bad", ["<questestinterop><item", "<questestinterop>" + LAUGHS])
def test_a_file_of_questions_that_cannot_be_read_harms_no_other(bad):
    files = {"a.xml": bad, "b.xml": ITEM_12 % ("a", ""), "c/a.xml": bad}
    for found, names in (
        (qti_12.read(write_zip(files)), ["a.xml", "a.xml"]),
        (kept_packages.read(write_zip(files)), ["a.xml", "c/a.xml"]),
    ):
        assert [draft.name for draft in found.drafts] == ["T"]
        assert [problem.name for problem in found.problems if problem.is_left_out] == names


def test_a_test_that_cannot_be_read_is_named_and_its_items_come():
    manifest = (
        '<manifest xmlns="urn:a b"><resources><resource type="imsqti_test_xmlv2p1" href="test.xml"/>'
        '<resource type="imsqti_item_xmlv2p1" href="i.xml"/></resources></manifest>'
    )
    files = {"imsmanifest.xml": manifest, "test.xml": "<assessmentTest", "i.xml": ITEM_2 % ("a", "")}
    found = qti_2.read(write_zip(files))
    left_out = [each.name for each in found.problems if each.is_left_out]
    assert ([draft.name for draft in found.drafts], left_out) == (["T"], ["test.xml"])
