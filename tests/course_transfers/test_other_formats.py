"""Common Cartridge and backups of Moodle become drafts, with a report of what was taken, changed and left out."""

import io
import zipfile
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.course_transfers.cartridges import write_backup, write_cartridge
from tests.course_transfers.packages import find_reasons, read_course, read_words, read_zip, write_tar, write_zip
from tests.course_transfers.test_round_trip import whole_course  # noqa: F401
from tests.packages.conftest import origin  # noqa: F401
from tests.packages.uploading import add_package, block_of
from tests.packages.zips import build_scorm

pytestmark = pytest.mark.django_db


def describe(course):
    """Lessons by title, each with the kinds of its blocks."""
    return {
        lesson["title"]: [block["kind"] for block in lesson["blocks"]]
        for module in course["modules"]
        for lesson in module["lessons"]
    }


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3"])
def test_a_cartridge_becomes_a_draft(sender, author, version):
    done = sender.import_package(write_zip(write_cartridge(version)), "course.imscc")
    course = read_course(author.client, done["course"])
    assert (done["format"], done["title"]) == ("common_cartridge", "Английский")
    assert [module["title"] for module in course["modules"]] == ["Week 1", "Английский"]
    task = {"Task": ["text", "pdf"]} if version == "1.3" else {}
    assert describe(course) == {
        "Welcome": ["text", "image", "text", "pdf", "text", "image", "text", "embed"], "More: Link": ["text"],
        "Topic": ["text"], **task, "Sheet": ["pdf"],
    }  # fmt: skip
    welcome = course["modules"][0]["lessons"][0]["blocks"]
    assert (welcome[1]["alt"], welcome[1]["decorative"]) == ("A market", False)
    assert "alert" not in str(welcome)
    assert {"quiz_kept", "unused_file"} == find_reasons(done, "left_out")
    expected = {"discussion", "link_removed", "page_as_link", "picture_moved", "picture_elsewhere"}
    assert find_reasons(done, "changed") - {"assignment_as_text"} == expected
    if version == "1.3":
        assert read_words(course["modules"][0]["lessons"][3]["blocks"][0]) == "Write <b>it</b>"
    kept = b"".join(Client().get(done["quizzes_url"]).streaming_content)
    assert zipfile.ZipFile(io.BytesIO(kept)).namelist() == ["quiz.xml"]


@pytest.mark.parametrize("write", [write_zip, write_tar], ids=["zip", "tar.gz"])
def test_a_backup_of_moodle_becomes_a_draft(sender, author, write):
    done = sender.import_package(write(write_backup()), "backup.mbz")
    course = read_course(author.client, done["course"])
    assert (done["format"], done["title"]) == ("moodle", "Ingliz tili & more")
    assert [module["title"] for module in course["modules"]] == ["Ingliz tili & more", "Week 1"]
    assert describe(course) == {
        "Ingliz tili & more": ["text", "image"], "Hello": ["text"], "Sheet": ["pdf"], "Page": ["text", "image", "text"],
        "Folder": ["pdf"], "Film": ["embed"], "Book: C1": ["text"], "Book: C2": ["text"], "Package": ["interactive"],
    }  # fmt: skip
    assert find_reasons(done, "left_out") == {"quiz_kept", "activity", "file_refused"}
    assert find_reasons(done, "changed") == {"summary_as_lesson", "link_removed", "hidden"}
    assert course["modules"][1]["lessons"][-1]["completion"]["rule"] == "package"
    kept = b"".join(Client().get(done["quizzes_url"]).streaming_content)
    assert zipfile.ZipFile(io.BytesIO(kept)).namelist() == ["activities/quiz_7/quiz.xml", "questions.xml"]


def test_reports_have_the_language_of_their_reader(sender, author, teacher):
    done = sender.check(write_zip(write_cartridge("1.2")))
    english = {row["text"] for row in done["report"]}
    teacher.locale = "ru"
    teacher.save(update_fields=["locale"])
    russian = {row["text"] for row in sender.get(done["id"])["report"]}
    assert english & russian == {""}


def test_a_course_leaves_as_a_cartridge_and_comes_back(sender, author, whole_course):  # noqa: F811
    ready, package = sender.export(whole_course.pk, format="common_cartridge", source="draft")
    assert {row["reason"] for row in ready["report"]} == {
        "export_rules", "export_preview", "export_cards", "export_block",
    }  # fmt: skip
    files = read_zip(package)
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    space = {"cp": "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"}
    assert manifest.findtext("cp:metadata/cp:schemaversion", namespaces=space) == "1.3.0"
    hrefs = {file.get("href") for file in manifest.iterfind(".//cp:file", space)}
    assert hrefs | {"imsmanifest.xml"} == set(files)
    named = {each.get("identifier") for each in manifest.iter() if each.get("identifier")}
    assert {each.get("identifierref") for each in manifest.iter() if each.get("identifierref")} <= named
    done = sender.import_package(package)
    course = read_course(author.client, done["course"])
    assert [module["title"] for module in course["modules"]] == ["In town", "Ўйда"]
    kinds = "text formula text image text audio text pdf pdf audio embed text".split()
    assert describe(course)["At the market"] == kinds
    first = course["modules"][0]["lessons"][0]["blocks"][0]
    assert read_words(first).startswith("# Salom *dunyo* 1. oʻzbekcha")


def test_tasks_and_packages_come_through_a_cartridge_and_the_report_says_how(sender, author, origin):  # noqa: F811
    spoken = {"id": str(uuid4()), "kind": "spoken", "title": "Read aloud", "task": "reading", "text": "Fresh bread."}
    package = block_of(add_package(author, build_scorm()))
    module = author.add_module()
    author.add_lesson(module, "Practice", blocks=[spoken, package])
    author.add_lesson(module, "Words")
    ready, content = sender.export(author.course.pk, format="common_cartridge", source="draft")
    assert [(row["title"], row["verdict"], row["reason"]) for row in ready["report"]] == [
        ("Practice", "changed", "assignment_as_text"), ("Practice", "changed", "export_interactive"),
        ("Words", "taken", ""),
    ]  # fmt: skip
    done = sender.import_package(content)
    course = read_course(author.client, done["course"])
    assert describe(course) == {"Practice": ["text", "interactive"], "Words": ["text"]}
    words = read_words(course["modules"][0]["lessons"][0]["blocks"][0])
    assert words == "Read aloud Fresh bread."
