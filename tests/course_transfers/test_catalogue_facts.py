"""What the catalogue says of a course travels in our own package: category, level, tags, prices and picture."""

import io

import pytest
import yaml
from django.core.files.storage import default_storage
from PIL import Image

from apps.courses.models import Category, Course
from tests.accounts.people import pictures
from tests.course_transfers.packages import Sender, find_reasons, list_stored, read_zip, write_zip
from tests.course_transfers.test_bad_packages import GOOD
from tests.courses.test_thumbnails import send as send_picture
from tests.factories import client_for
from tests.job_runs import run_jobs

pytestmark = pytest.mark.django_db
NAMES = {"uz": "Tillar", "ru": "Языки", "en": "Languages"}
FACTS = ("title", "description", "language", "level", "category", "tags", "prices")
PRICES = [{"amount": 4_500, "currency": "USD"}, {"amount": 45_000_000, "currency": "UZS"}]


@pytest.fixture
def category(db):
    return Category.objects.create(name=NAMES, slug="languages")


@pytest.fixture
def sold_course(author, category):
    """A course with all that the catalogue says of one."""
    author.add_lesson(author.add_module())
    changes = {"category": str(category.pk), "tags": ["speaking", "Bolalar"], "prices": PRICES, "level": "A2"}
    assert author.client.patch(f"/courses/courses/{author.course.pk}/", changes).status == 200
    assert send_picture(author.client, author.course, pictures.make_jpeg(1600, 900)).status_code == 200
    return author.course


def read_facts(client, course):
    answer = client.get(f"/courses/courses/{course}/").json
    return {name: answer[name] for name in FACTS}


def read_thumbnail(course):
    with default_storage.open(Course.objects.get(pk=course).thumbnail.path) as opened:
        return Image.open(io.BytesIO(opened.read()))


def write_course(**facts):
    whole = yaml.safe_load(GOOD["course.yaml"])
    whole["course"] |= facts
    return write_zip(GOOD | {"course.yaml": yaml.safe_dump(whole, allow_unicode=True)})


@pytest.mark.slow  # 5 s
def test_what_the_catalogue_says_comes_back_equal(sender, sold_course, author):
    _ready, package = sender.export(sold_course.pk, source="draft")
    done = sender.import_package(package)
    assert read_facts(author.client, done["course"]) == read_facts(author.client, sold_course.pk)
    assert (done["figures"]["left_out"], Course.objects.get(pk=done["course"]).status) == (0, "draft")
    old, new = read_thumbnail(sold_course.pk), read_thumbnail(done["course"])
    assert (new.format, new.size) == (old.format, old.size)
    run_jobs("courses.make_thumbnails")
    shown = author.client.get(f"/courses/courses/{done['course']}/").json
    assert [row["width"] for row in shown["thumbnails"]] == [320, 640, 1280]
    again = read_zip(sender.export(done["course"], source="draft")[1])
    assert again.keys() == read_zip(package).keys()


def test_what_the_centre_does_not_have_is_reported_and_left_out(sender, author, category):
    package = write_course(
        category={"en": "Sports"}, level="Z9", tags=["ok", "x" * 41], thumbnail="m/none.png",
        prices=[{"amount": 5, "currency": "USD"}, {"amount": 1.5, "currency": "UZS"}, {"amount": 9, "currency": "USD"}],
    )  # fmt: skip
    done = sender.import_package(package)
    wanted = {"unknown_category", "unknown_level", "tags", "file_missing", "price_refused"}
    assert find_reasons(done, "left_out") == wanted
    facts = read_facts(author.client, done["course"])
    assert (facts["category"], facts["level"], facts["tags"]) == (None, "", ["ok"])
    assert facts["prices"] == [{"amount": 5, "currency": "USD"}]


def test_a_category_is_found_by_its_name_in_any_language_and_spelling(sender, author, category):
    done = sender.import_package(write_course(category={"uz": "ТИЛЛАР"}))
    assert Course.objects.get(pk=done["course"]).category == category


def test_a_picture_that_is_none_is_refused_and_leaves_no_file(sender, author):
    path = "m/page.html"
    package = read_zip(write_course(thumbnail=path)) | {path: b"<script>alert(1)</script>"}
    done = sender.import_package(write_zip(package))
    assert find_reasons(done, "left_out") == {"file_refused"}
    assert (Course.objects.get(pk=done["course"]).thumbnail, list_stored("image")) == (None, [])


def test_a_draft_that_is_there_keeps_what_the_catalogue_says(sender, sold_course, manager):
    _ready, package = sender.export(sold_course.pk, source="draft")
    office = client_for(manager)
    empty = office.post("/courses/courses/", {"title": {"en": "Empty"}, "tags": ["own"]}).json["id"]
    before = read_facts(office, empty)
    Sender(office).import_package(package, course=empty)
    assert read_facts(office, empty) == before
    assert Course.objects.get(pk=empty).thumbnail is None
