"""Files of questions over REST: checked, imported, exported; bad files say why, and nothing is half done."""

import io
import zipfile

import pytest

from apps.core.files.stored import store_archive
from apps.course_transfers.models import CourseImport
from apps.quizzes.formats.registry import FORMATS
from apps.quizzes.models import Question, QuestionFile, QuestionVersion
from apps.quizzes.services.question_imports import RUN_IMPORT
from tests.job_runs import run_jobs
from tests.quizzes.importer import Importer
from tests.quizzes.quiz_helpers import add_question, make_bank
from tests.resources.sample_files import GOOD
from tests.resources.upload_requests import send_file
from tests.services import ROOT

BACKUP = ROOT / "tests" / "data" / "questions" / "moodle-backup-questions.xml"
"""The question bank of a backup of Moodle 4, in the elements of its `backup_qtype_*_plugin.class.php`."""
GIFT = """::Goes::She {=goes ~go#Who goes?} to school.

::Cities::Which is the capital? {~Samarqand =Toshkent ~Buxoro}

::Broken::What? {=}}

::No key::Which? {~one ~two}
"""


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def importer(teacher, group, course):
    return Importer(teacher, make_bank(teacher, course))


def test_pasted_text_is_checked_first_and_then_added(importer):
    checked = importer.check(importer.send(text=GIFT))
    assert (checked["state"], checked["format"]) == ("checked", "gift")
    assert (checked["question_count"], checked["left_out_count"]) == (2, 2)
    assert [row["name"] for row in checked["sample"]] == ["Goes", "Cities"]
    assert {row["name"]: row["is_left_out"] for row in checked["problems"]} == {"Broken": True, "No key": True}
    assert importer.questions() == []
    done = importer.run(checked)
    assert done["state"] == "done"
    assert [row["name"] for row in importer.questions()] == ["Cities", "Goes"]


def test_ids_of_imported_options_tell_nothing_about_what_is_right(importer):
    importer.run(importer.check(importer.send(text="::Q::Which? {=right ~wrong}")))
    version = QuestionVersion.objects.get()
    ids = [option["id"] for option in version.body["options"]]
    assert version.key["shares"] == {ids[0]: 1.0}
    assert all(len(key) == 8 and set(key) <= set("0123456789abcdef") for key in ids)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_what_a_bank_exports_in_any_format_is_imported_into_another(name, importer, teacher, course):
    add_question(teacher, importer.bank, name="Goes")
    ready, data = importer.export(name)
    assert ready["question_count"] == 1
    other = Importer(teacher, make_bank(teacher, course))
    done = other.run(other.check(other.upload(data, f"questions{FORMATS[name].ending}")))
    assert (done["state"], done["format"]) == ("done", name)
    question = Question.objects.get(bank=other.bank)
    options = {option["text"]: option["id"] for option in question.current.body["options"]}
    assert question.current.key["shares"][options["goes"]] == 1


def test_pictures_travel_with_their_questions(importer, teacher, course):
    upload = send_file(importer.client, GOOD["png"][0], "cat.png", purpose="material")
    added = importer.client.post(f"{importer.path}files/", {"upload": upload["id"]})
    assert added.status == 201, added.json
    picture = {"file": added.json["id"], "alt": "A cat"}
    add_question(teacher, importer.bank, name="Cat", pictures=[picture])
    for name in ("moodle_xml", "qti_3_0"):
        _ready, data = importer.export(name)
        other = Importer(teacher, make_bank(teacher, course))
        other.run(other.check(other.upload(data, f"cat{FORMATS[name].ending}")))
        (shown,) = Question.objects.get(bank=other.bank).current.pictures
        file = QuestionFile.objects.get(pk=shown["file"])
        assert (str(file.bank_id), file.file.content_type, shown["alt"]) == (other.bank, "image/png", "A cat")


def test_quizzes_that_an_import_of_a_course_kept_are_added(importer, teacher, course):
    add_question(teacher, importer.bank, name="Goes")
    _ready, questions = importer.export("qti_1_2")
    with zipfile.ZipFile(io.BytesIO(questions)) as package:
        texts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
        (assessment,) = [text for text in texts if b"<questestinterop" in text]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as kept:
        kept.writestr("unit-3.xml", assessment)
        kept.writestr("questions.xml", BACKUP.read_bytes())
    entry = CourseImport.objects.create(
        by=teacher, makes_course=True, name="course.imscc", quizzes=store_archive(owner=None, content=content)
    )
    other = Importer(teacher, make_bank(teacher, course))
    done = other.run(other.check(other.send(course_import=str(entry.pk))))
    assert (done["state"], done["problem_count"]) == ("done", 0)
    by_name = {row["name"]: row for row in other.questions()}
    assert by_name["Goes"]["tags"] == ["unit-3"]
    assert sorted(by_name) == ["Goes", "How many", "Pairs", "True", "Two of three"]
    nothing = CourseImport.objects.create(by=teacher, makes_course=True, name="plain.zip")
    assert importer.send(course_import=str(nothing.pk)).status == 422


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\x00\x01 nothing", "notes.bin", "no file of questions"),
        (b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "a">]><quiz>&a;</quiz>', "q.xml", "no XML"),
        (b"PK\x03\x04 broken", "q.zip", "no file of questions"),
        (b"::Q::" + b"x" * (20 * 1024 * 1024) + b" {=a ~b}", "long.gift", "larger than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(content, name, words, importer):
    refused = importer.check(importer.upload(content, name))
    assert refused["state"] == "failed"
    assert words in refused["problem"]
    assert importer.client.post(f"{importer.path}imports/{refused['id']}/run/").status == 409


def test_one_source_is_needed(importer):
    assert importer.send().json["fields"].keys() == {"upload"}
    assert importer.send(text="x", upload="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec8").status == 422


def test_a_run_that_begins_anew_adds_nothing_twice(importer):
    checked = importer.check(importer.send(text=GIFT))
    assert importer.client.post(f"{importer.path}imports/{checked['id']}/run/").status == 202
    assert importer.client.post(f"{importer.path}imports/{checked['id']}/run/").status == 409
    assert run_jobs(RUN_IMPORT) == 1
    assert len(importer.questions()) == 2
    assert importer.client.post(f"{importer.path}imports/{checked['id']}/run/").status == 409
