"""Courses: drafted by teachers, seen by everybody once published, found in any spelling."""

import pytest
from django.db import IntegrityError, connection

from apps.core.errors import Invalid
from apps.courses.models import Course
from apps.courses.services import create_course
from tests.factories import client_for
from tests.refused_values import refused_values

TITLE = {"uz": "Oʻzbek tili", "ru": "Узбекский язык", "en": "Uzbek"}


def test_drafts_are_visible_to_staff_only(teacher, pupil):
    created = client_for(teacher).post("/courses/courses/", {"title": TITLE, "language": "uz", "level": "A1"})
    assert (created.status, created.json["status"], created.json["slug"]) == (201, "draft", "uzbek")
    path = f"/courses/courses/{created.json['id']}/"
    assert client_for(teacher).get(path).json["title"] == TITLE
    assert client_for(pupil).get(path).status == 404
    assert client_for(pupil).get("/courses/courses/").json["count"] == 0
    Course.objects.update(status="published")
    assert client_for(pupil).get(path).status == 200
    assert client_for(pupil).post("/courses/courses/", {"title": TITLE}).status == 403


@pytest.mark.parametrize("written", ["oʻzbek", "O'ZBEK", "o`zbek", "ўзбек", "uzbek"])
def test_a_course_is_found_in_any_spelling(db, pupil, written):
    create_course(actor=None, title=TITLE, status="published")
    create_course(actor=None, title={"en": "Chemistry"}, status="published")
    body = client_for(pupil).get("/courses/courses/", {"search": written}).json
    assert [row["slug"] for row in body["results"]] == ["uzbek"]


def test_courses_are_filtered_by_language_and_level(db, pupil):
    create_course(actor=None, title={"en": "English"}, language="en", level="A2", status="published")
    create_course(actor=None, title={"en": "More English"}, language="en", level="B1", status="published")
    create_course(actor=None, title={"en": "Uzbek"}, language="uz", level="A2", status="published")

    def found(**query: str) -> set[str]:
        rows = client_for(pupil).get("/courses/courses/", query).json["results"]
        return {row["slug"] for row in rows}

    assert found(language="en") == {"english", "more-english"}
    assert found(level="A2") == {"english", "uzbek"}
    assert found(language="en", level="A2") == {"english"}


@refused_values(
    ("de", {"title": {"de": "Usbekisch"}}),
    title=[{}, {"uz": "   "}], slug=["Not A Slug", "taken"], level=["Z9"], status=["published"],
)  # fmt: skip
def test_invalid_values_name_the_field(db, teacher, wrong, field):
    create_course(actor=None, title={"en": "Taken"})
    answer = client_for(teacher).post("/courses/courses/", {"title": TITLE, **wrong})
    assert answer.status == 422
    assert any(field in name.split(".") for name in answer.json["fields"]), answer.json
    assert Course.objects.count() == 1


def test_only_a_duplicate_slug_is_reported_as_taken(db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE courses_course ADD CONSTRAINT no_such_level CHECK (level <> 'C2')")
    with pytest.raises(IntegrityError, match="no_such_level"):
        create_course(actor=None, title={"en": "English"}, level="C2")
    create_course(actor=None, title={"en": "English"})
    with pytest.raises(Invalid):
        create_course(actor=None, title={"en": "English"})
